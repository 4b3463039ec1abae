"""One function for each thing a person or a partner may do: permission, transaction, audit row."""

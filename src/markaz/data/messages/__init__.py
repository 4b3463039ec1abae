"""The words by which messages are read."""

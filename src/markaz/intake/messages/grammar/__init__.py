"""The grammar of messages: what numbers, names and words beside each other mean."""

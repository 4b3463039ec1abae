"""Commands for messages in prose."""

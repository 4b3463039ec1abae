"""Messages in prose: pasted, read, and settled draft by draft."""

"""Messages in prose: received, read into drafts, settled by a person."""

"""Messages in prose, and their drafts."""

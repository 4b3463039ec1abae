"""What the pages of messages show."""

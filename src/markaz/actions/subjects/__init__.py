"""What a person may do about subjects: ask, keep entries, keep files, hear who asked."""

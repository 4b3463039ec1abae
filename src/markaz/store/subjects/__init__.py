"""What is kept of subjects: their mentions, the keys that find them, the checks that were made."""

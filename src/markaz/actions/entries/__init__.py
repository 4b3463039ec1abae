"""Keeping an agency's own list and its files on subjects, as faces ask for it."""

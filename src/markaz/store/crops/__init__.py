"""Cleared fields in the tables."""

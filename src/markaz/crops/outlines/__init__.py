"""Outlines of fields as teams hand them in."""

"""Readings of their own for figures that are no plain sum."""

"""Writes what the agencies of an invented year would have sent, and the truth behind it."""

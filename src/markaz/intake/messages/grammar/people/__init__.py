"""Persons and vehicles: who was arrested, what was taken, and who are counted together."""

"""Whose values an incident takes, field by field and over time."""

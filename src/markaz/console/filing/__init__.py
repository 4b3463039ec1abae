"""The form for one report: its fields, what was typed, and what was said of it."""

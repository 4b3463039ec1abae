"""A briefing as finished text, tables and drawings, before any page is set."""

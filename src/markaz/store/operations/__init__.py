"""Planned operations, their conflicts and the desk's tasks: kept, and read for the pages."""

"""The tables of planned operations, of their conflicts, and of the desk's tasks."""

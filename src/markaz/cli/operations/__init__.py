"""The commands of planned operations and of their conflicts."""

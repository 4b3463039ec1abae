"""Pages of planned operations, of their conflicts and of the watch desk."""

"""Commands of the checker."""

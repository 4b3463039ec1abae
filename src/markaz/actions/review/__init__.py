"""A person and the pairs in doubt: what waits, why, and what was said."""

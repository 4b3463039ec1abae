"""Comparing two names as written, in any of the scripts that agencies write them in."""

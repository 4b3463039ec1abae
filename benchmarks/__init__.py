"""Measurements that print a ratio to a peer or to a limit, both taken in one run."""

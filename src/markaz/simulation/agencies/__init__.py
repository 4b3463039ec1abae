"""What the agencies told of it: reports with the faults of real ones, each in its own layout."""

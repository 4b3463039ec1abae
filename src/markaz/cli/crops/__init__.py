"""`markaz crops`: cleared fields from a terminal."""

"""Pages on which a person judges reports."""

"""Land that was cleared of a crop: what its outlined fields make of a report's area."""

"""Who may see, do, release and keep what: rules as values, with no framework."""

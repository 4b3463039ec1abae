"""Filing by other ways than a whole file: which sources a person may use, and reports by form."""

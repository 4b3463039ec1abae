"""Claims: read from files, filed as parts of reports, each ground counted once."""

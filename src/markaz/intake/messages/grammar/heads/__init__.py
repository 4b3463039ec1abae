"""Names that head the figures of a clause, and which figures it states."""

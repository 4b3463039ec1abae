"""Ground under claims: each piece of it counted once, for the ledger and for the pages."""

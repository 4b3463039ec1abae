"""What travel documents are written with: check digits, issuers, letters."""

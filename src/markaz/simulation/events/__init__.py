"""What happened in the invented year: incidents with exact totals."""

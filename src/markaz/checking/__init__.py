"""The checker: sums that must agree and do not, asked about and never corrected."""

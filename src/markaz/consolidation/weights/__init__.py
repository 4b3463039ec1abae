"""What the levels of the comparisons weigh, and how that is learned and fitted to a ledger."""

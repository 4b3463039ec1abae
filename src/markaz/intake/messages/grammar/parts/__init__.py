"""Which clauses of a message are of a place, an airport or a station of their own."""

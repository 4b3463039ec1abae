"""Pages of the exchange with partners."""

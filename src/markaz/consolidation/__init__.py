"""Which reports tell of one event: suggested by rules that give their reasons."""

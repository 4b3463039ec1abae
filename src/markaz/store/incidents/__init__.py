"""Which reports tell of one event: what was weighed, what people said, and what stands."""

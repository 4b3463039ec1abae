"""What the checker asks about batches, messages and editions, and what people answer."""

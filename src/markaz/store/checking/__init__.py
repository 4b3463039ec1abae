"""What the checker asks about, and what people said to its questions."""

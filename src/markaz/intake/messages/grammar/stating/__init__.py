"""What the items of a chunk state, each value with the words it was read from."""

"""What pictures from above say about fields."""

"""Pages of cleared fields."""

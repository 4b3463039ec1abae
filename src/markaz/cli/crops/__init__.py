"""Commands about crops; they work on files alone and keep nothing."""

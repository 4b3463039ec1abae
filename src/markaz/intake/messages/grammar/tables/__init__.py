"""Tables within a message: rows of regions or events under columns of what was counted."""

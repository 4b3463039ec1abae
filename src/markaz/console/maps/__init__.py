"""Maps that are drawn on the server."""

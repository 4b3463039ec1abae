"""Machine-read lines as rows of cells of one width, read cell by cell."""

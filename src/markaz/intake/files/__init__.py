"""The bytes of a file as rows of text, whatever format they come in."""

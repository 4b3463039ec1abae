"""One cell at a time: small functions from a text to a value, or to a sentence why not."""

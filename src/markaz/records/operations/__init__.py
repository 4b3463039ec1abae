"""The nouns of deconfliction: planned operations, their shapes, and conflicts between them."""

"""Cases from a search, the chain of their exhibits, and who is told."""

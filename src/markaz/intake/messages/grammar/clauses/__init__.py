"""Sentences, and the clauses of them that are each of one place."""

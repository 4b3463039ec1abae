"""Answers to the questions of the checker."""

"""Markaz: one picture of what many agencies report, in which nothing is counted twice."""

__version__ = "0.1.0"

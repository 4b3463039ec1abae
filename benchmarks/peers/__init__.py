"""Markaz beside other ways of finding what is told twice, over the same reports in one run."""

"""The pages' own words, gathered for translation."""

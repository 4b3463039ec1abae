"""Whom a person sees linked with whom, and on what page: built of what they may see, and logged."""

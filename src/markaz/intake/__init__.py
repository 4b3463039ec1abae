"""Reads an agency's file as its source describes it: each row kept or set aside, none guessed."""

"""The room that thinks about who is meant: names, numbers, and mentions that may be one subject."""

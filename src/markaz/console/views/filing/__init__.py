"""The pages on which one report is typed and seen to have arrived."""

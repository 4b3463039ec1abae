"""What a scanning machine measured, and what that tells and does not tell of a bag."""

"""The airport desk's tables."""

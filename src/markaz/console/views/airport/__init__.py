"""The airport desk's pages."""

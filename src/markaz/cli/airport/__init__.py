"""The airport desk on the command line."""

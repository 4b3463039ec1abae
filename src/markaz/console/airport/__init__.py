"""The airport desk's pages: their words, their forms, what stands on a line."""

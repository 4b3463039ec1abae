"""What the pages of the exchange share: their words and their forms."""

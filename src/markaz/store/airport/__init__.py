"""The airport desk's tables, as actions and pages ask them."""

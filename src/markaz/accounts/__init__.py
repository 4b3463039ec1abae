"""People, the agency each speaks for, and the role that says what they may do."""

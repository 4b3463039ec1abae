"""What a person may do about what partners are given: agree, release, recall, ask."""

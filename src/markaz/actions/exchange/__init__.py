"""What a person may do toward partners: agree, release, recall, ask; and what partners send."""

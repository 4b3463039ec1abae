"""One story told by several messages: proposed to a person, never joined by itself."""

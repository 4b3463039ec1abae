"""The nouns of the field, as frozen values and as Arrow schemas."""

"""Numbers that name a person, a thing or an account: read and checked, never guessed."""

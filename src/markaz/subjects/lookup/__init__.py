"""Finding a few mentions among millions: keys to look under, and what becomes of what they find."""

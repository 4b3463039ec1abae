"""Rules by which travellers are selected: written by people, and blind to who they are."""

"""A simulated season: fields that teams claim, and what stood and was cleared on the ground."""

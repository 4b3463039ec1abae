"""The forms of the world: the tables that United Nations offices ask for, from the same records."""

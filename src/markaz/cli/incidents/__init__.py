"""The commands that look into incidents: pairs in doubt, and whose values count."""

"""The parts of an incident's page."""

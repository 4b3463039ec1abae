"""The commands for a desk's instruments: its machines, and the detectors that it asks."""

"""Machines' files: received, read, measured, drawn, put into the queue; and test pictures."""

"""Detectors that others trained, each in a process of its own: pictures in, marks out."""

"""The instruments of a desk: detectors that read its pictures, and its machines' daily checks."""

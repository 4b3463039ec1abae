"""Thinks about crops: claims counted once, measured from above and verified on the ground."""

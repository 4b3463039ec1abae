"""The parts of a pair in doubt: its values side by side, and its reasons as bars."""

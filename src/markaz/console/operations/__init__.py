"""The parts of the operations' pages: their words, the form read, and the map drawn."""

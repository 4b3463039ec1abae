"""The parts of the pages of cleared fields: their words, their maps, their charts."""

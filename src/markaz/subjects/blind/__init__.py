"""Finding whom two agencies both have on their lists, without either list leaving its agency."""

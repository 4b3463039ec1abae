"""Commands about crops: over files alone, and over the fields that are kept."""

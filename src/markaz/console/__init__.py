"""The web pages: they read through the store and change through the actions."""

"""The wiring: settings, addresses and the server's door."""

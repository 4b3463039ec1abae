"""Which amounts a message states, and of what."""

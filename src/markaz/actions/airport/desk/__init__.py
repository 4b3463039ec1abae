"""The officers' work on what waits: desks, queue, decisions and what came of them."""

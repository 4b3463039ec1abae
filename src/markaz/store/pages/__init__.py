"""What the pages read: each function shows only what the one visibility rule lets a person see."""

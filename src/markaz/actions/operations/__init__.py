"""What people do with planned operations, their conflicts and the tasks around them."""

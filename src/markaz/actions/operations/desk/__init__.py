"""The desk beside the conflicts: tasks and requests, the hand-over, how lead times are kept."""

"""Which planned operations come too near each other, who is told what, and who must answer."""

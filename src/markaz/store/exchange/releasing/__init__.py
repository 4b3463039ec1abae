"""What the centre keeps of agreements, releases, recalls and requests, and finds again."""

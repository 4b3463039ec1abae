"""Whether two mentions may be of one subject: what speaks for it, what against, and the limits."""

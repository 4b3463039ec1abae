"""Which clauses of a message make its whole, the parts of it, or events one by one."""

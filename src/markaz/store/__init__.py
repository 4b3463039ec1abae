"""The room that remembers: the tables, and the derived ledger beside them."""

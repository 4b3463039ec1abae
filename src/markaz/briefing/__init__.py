"""Figures that hold: computed from the ledger, each open to the reports behind it."""

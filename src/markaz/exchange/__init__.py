"""What goes to partners and comes from them, in the forms that their tools read."""

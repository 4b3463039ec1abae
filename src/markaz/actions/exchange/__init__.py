"""What is done with partners: keeping them, giving to them, taking from them, asking them."""

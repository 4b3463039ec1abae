"""Events as MISP servers write and read them."""

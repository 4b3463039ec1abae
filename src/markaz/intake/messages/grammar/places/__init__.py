"""Where it happened, who acted, the route and the way of hiding."""

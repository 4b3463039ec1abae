"""Commands about subjects."""

"""Simulated machines and bags: pictures whose truth is known, for tests and for training."""

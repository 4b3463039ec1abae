"""Verification: visits, photographs, samples and verdicts."""

"""Plausibility rules: each a small function that yields findings."""

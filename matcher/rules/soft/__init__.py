"""Soft rules: the score is the sum of their points."""

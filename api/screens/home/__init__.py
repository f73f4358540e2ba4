"""The beginning."""

"""Benchmarks compare what is comparable and count what is there."""

"""Synthetic places, people, needs and weeks: every name, coordinate and wish is drawn, none is anybody's."""

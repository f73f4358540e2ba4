"""What no roster can be below, proved."""

from matcher.engine.bound.separate_needs import lower_bound

__all__ = ["lower_bound"]

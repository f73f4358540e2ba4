"""A service filled with a made-up week, to try and to test with."""

from api.demo.filling import fill

__all__ = ["fill"]

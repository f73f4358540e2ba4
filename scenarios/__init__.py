"""Weeks to try the matcher on: each has a story, named sizes and a seed; the same three give the same problem anywhere."""

from scenarios.registry import Scenario, catalogue, get

__all__ = ["Scenario", "catalogue", "get"]

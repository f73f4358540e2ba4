"""Weeks to try the matcher on: each has a story; the same name, size and seed give the same problem anywhere."""

from scenarios.registry import Scenario, catalogue, get

__all__ = ["Scenario", "catalogue", "get"]

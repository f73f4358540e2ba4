"""Which rules hold, with which parameters: TOML files that inherit from one another."""

from matcher.policy.policy import Policy

__all__ = ["Policy"]

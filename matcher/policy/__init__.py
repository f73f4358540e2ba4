"""Which rules hold, with which parameters: TOML files that inherit from one another."""

from matcher.policy.loading import default_policy, load_policy
from matcher.policy.policy import Policy

__all__ = ["Policy", "default_policy", "load_policy"]

"""Which rules hold, with which parameters: layers over the default policy, from TOML files or from wherever they are kept."""

from matcher.policy.in_force import RuleInForce, rules_in_force
from matcher.policy.layer import Layer
from matcher.policy.layering import Setting, policy_from
from matcher.policy.loading import default_policy, load_policy
from matcher.policy.policy import Policy

__all__ = [
    "Layer",
    "Policy",
    "RuleInForce",
    "Setting",
    "default_policy",
    "load_policy",
    "policy_from",
    "rules_in_force",
]

"""Weekly rosters of volunteers for retired cadres: near-optimal with a proven bound, audited, explained.

The public names load what they need when first used, so that the audit never loads a solver.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.audit import audit
    from matcher.domain import BadInput, Problem, Roster
    from matcher.explain import explain
    from matcher.policy import default_policy, load_policy
    from matcher.solve import solve

__all__ = ["BadInput", "Problem", "Roster", "audit", "default_policy", "explain", "load_policy", "solve"]

_HOME = {
    "BadInput": "matcher.domain",
    "Problem": "matcher.domain",
    "Roster": "matcher.domain",
    "audit": "matcher.audit",
    "default_policy": "matcher.policy",
    "explain": "matcher.explain",
    "load_policy": "matcher.policy",
    "solve": "matcher.solve",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'matcher' has no attribute {name!r}")

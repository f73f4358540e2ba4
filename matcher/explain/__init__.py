"""Why a need is unmet, and why these volunteers: told from problem and roster by the rules themselves; loads no solver."""

from matcher.explain.explanation import Explanation, explain
from matcher.explain.unmet import unmet

__all__ = ["Explanation", "explain", "unmet"]

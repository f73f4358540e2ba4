"""One week of one scope: rows in, the contract's problem out."""

from api.weeks.problem import week_problem
from api.weeks.scope import Scope, scope_of

__all__ = ["Scope", "scope_of", "week_problem"]

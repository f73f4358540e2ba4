"""A roster in three numbers: points, points of changes apart, and visits that are missing."""

from typing import NamedTuple

from matcher.audit import audit
from matcher.domain import Problem, Roster
from matcher.policy import Policy
from matcher.rules.soft.changed_visit import ChangedVisit


class Figures(NamedTuple):
    """The score's total is the sum of the first two."""

    points: int
    points_of_changes: int
    visits_missing: int


def figures(problem: Problem, roster: Roster, policy: Policy) -> Figures:
    """As the audit counts them."""
    score = audit(problem, roster, policy).score
    served = {need.id: 0 for need in problem.needs}
    for visit in roster.visits:
        served[visit.need] += 1
    missing = sum(max(0, need.visits - served[need.id]) for need in problem.needs)
    of_changes = score.by_rule.get(ChangedVisit.name, 0)
    return Figures(score.total - of_changes, of_changes, missing)

"""What a roster leaves unmet in the data of today, the worst first: each with its reasons, and what would serve it."""

from collections import Counter
from time import monotonic

from pydantic import BaseModel

from api.rosters.standing import Standing
from matcher.domain import Priority, Reason, Saying
from matcher.explain import unmet
from matcher.rules.soft.unmet_visit import UnmetVisit
from matcher.rules.soft.unserved_cadre import UnservedCadre

SECONDS = 2.0
"""Urgent needs are looked at first; those that the time leaves get their reasons in short."""


class UnmetNeed(BaseModel):
    """Visits that a need lacks; `points` are what that costs, its cadres counted who get no visit at all."""

    need: str
    cadre: str
    also_cadres: list[str]
    service: str
    priority: Priority
    wanted: int
    missing: int
    points: int
    reasons: list[Reason]
    suggestion: Saying | None


def worst_first(standing: Standing, seconds: float = SECONDS) -> list[UnmetNeed]:
    """By priority, then by points; reasons are looked for so long."""
    of_need: Counter[str] = Counter()
    of_cadre: Counter[str] = Counter()
    for charge in standing.report.charges:
        if charge.rule == UnmetVisit.name and charge.need is not None:
            of_need[charge.need] += charge.points
        elif charge.rule == UnservedCadre.name and charge.cadre is not None:
            of_cadre[charge.cadre] += charge.points
    told = []
    for one in unmet(standing.problem, standing.document, standing.policy, monotonic() + seconds):
        need = standing.problem.need_by_id[one.need]
        told.append(
            UnmetNeed(
                need=need.id,
                cadre=need.cadre,
                also_cadres=list(need.also_cadres),
                service=need.service,
                priority=need.priority,
                wanted=need.visits,
                missing=one.missing,
                points=of_need[need.id] + sum(of_cadre[cadre] for cadre in need.cadres),
                reasons=list(one.reasons),
                suggestion=one.suggestion,
            )
        )
    urgency = list(Priority)
    return sorted(told, key=lambda one: (urgency.index(one.priority), -one.points, one.need))

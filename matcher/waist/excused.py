"""Visits that stand though they break a rule, as rules and the waist speak of them."""

from collections.abc import Iterable
from typing import NamedTuple

from matcher.domain import Problem, PublishedVisit, Visit
from matcher.domain.clock import MINUTES_PER_DAY


class Excused(NamedTuple):
    """Positions of need and volunteers in the problem's lists; `start` is a minute of the week, on the grid."""

    need: int
    start: int
    volunteers: tuple[int, ...]

    @property
    def day(self) -> int:
        """Its date, counted from the start of the week."""
        return self.start // MINUTES_PER_DAY


def excused_by_rule(problem: Problem, visits: Iterable[PublishedVisit | Visit]) -> dict[str, tuple[Excused, ...]]:
    """Visits with reasons for breaking a rule, by the rule's name; whether the policy allows it is not asked here."""
    overriding = [visit for visit in visits if visit.overrides]
    if not overriding:
        return {}
    need = {one.id: position for position, one in enumerate(problem.needs)}
    people = {one.id: position for position, one in enumerate(problem.volunteers)}
    excused: dict[str, dict[Excused, None]] = {}
    for visit in overriding:
        who = tuple(sorted(people[one] for one in visit.volunteers))
        one = Excused(need[visit.need], problem.minute(visit.start), who)
        for override in visit.overrides:
            if override.has_reason:
                excused.setdefault(override.rule, {})[one] = None
    return {rule: tuple(visits) for rule, visits in excused.items()}

"""An engine's answer becomes a roster, and our audit is the judge.

Where the answer breaks something that the engine could not be told, a plain repair takes off the visits that the audit
names, one at a time, until nothing is broken. Points are what the audit counts of what is left.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from benchmarks.peers.day import Day, Placed
from matcher.audit import audit
from matcher.domain import Problem, Roster, Visit
from matcher.policy import default_policy


class Judgement(NamedTuple):
    """What an answer is worth."""

    points: int
    by_rule: dict[str, int]
    unmet: int
    violations: int
    """Before the repair."""
    taken_off: int
    """Visits that the repair took off."""


def visits_of(day: Day, answer: Sequence[Placed]) -> tuple[Visit, ...]:
    """The answer in the terms of the contract."""
    problem = day.problem
    visits = []
    for placed in answer:
        wanted, tour = day.wanted[placed.visit], day.tours[placed.tour]
        visits.append(
            Visit(
                need=wanted.need,
                start=problem.moment(placed.start),
                end=problem.moment(placed.start + wanted.minutes),
                volunteers=(problem.volunteers[tour.volunteer].id,),
            )
        )
    return tuple(visits)


def judged(problem: Problem, roster: Roster) -> Judgement:
    """Violations counted, visits that break something taken off, the rest recounted."""
    policy = default_policy()
    report = audit(problem, roster, policy)
    violations, before = len(report.violations), len(roster.visits)
    while report.violations:
        first = report.violations[0]
        roster = roster.revised(visits=_without(roster.visits, first.need, first.start))
        report = audit(problem, roster, policy)
    return Judgement(
        points=report.score.total,
        by_rule=dict(report.score.by_rule),
        unmet=sum(need.visits for need in problem.needs) - len(roster.visits),
        violations=violations,
        taken_off=before - len(roster.visits),
    )


def points_of_nothing(problem: Problem) -> int:
    """What an empty roster costs: an answer has served as many points as it costs less."""
    return judged(problem, Roster(visits=())).points


def _without(visits: tuple[Visit, ...], need: str | None, start: str | None) -> tuple[Visit, ...]:
    """All but the first visit of this need at this start, or all but the last visit where the audit names none."""
    for position, visit in enumerate(visits):
        if (
            need is not None
            and visit.need == need
            and start is not None
            and visit.start == datetime.fromisoformat(start)
        ):
            return visits[:position] + visits[position + 1 :]
    return visits[:-1]

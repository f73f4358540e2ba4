"""A roster whose people and needs have changed since may break rules; what is left of it, some visits set aside, does not."""

from typing import NamedTuple

from matcher.audit import audit
from matcher.domain import Problem, Roster, Visit
from matcher.policy import Policy
from matcher.rules.rule import Violation


class Sound(NamedTuple):
    """The roster without the visits that are `set_aside`, in the problem that asks for none of them."""

    problem: Problem
    roster: Roster
    set_aside: tuple[Visit, ...]

    @property
    def people(self) -> frozenset[str]:
        """Volunteers of what is set aside: not to be asked for more until the roster is repaired."""
        return frozenset(one for visit in self.set_aside for one in visit.volunteers)


def sound_part(problem: Problem, roster: Roster, policy: Policy) -> Sound:
    """Without the visits that break a hard rule, nor those whom that leaves broken, until none is."""
    aside: tuple[Visit, ...] = ()
    while roster.visits and (broken := audit(problem, roster, policy).violations):
        concerned = tuple(visit for visit in roster.visits if any(_concerns(one, visit) for one in broken))
        aside += concerned or roster.visits
        roster = Roster(policy=roster.policy, visits=[visit for visit in roster.visits if visit not in aside])
        problem = _not_asking_for(aside, problem)
    return Sound(problem, roster, aside)


def _concerns(violation: Violation, visit: Visit) -> bool:
    """It is the visit that the violation names, or, where it names none, one of its need or people."""
    if violation.start is not None:
        return (violation.need, violation.start) == (visit.need, f"{visit.start:%Y-%m-%dT%H:%M}")
    return visit.need == violation.need or bool(set(violation.volunteers) & set(visit.volunteers))


def _not_asking_for(aside: tuple[Visit, ...], problem: Problem) -> Problem:
    """What is set aside stands no longer."""
    keys = {visit.key for visit in aside}
    return problem.revised(
        published=[
            one.revised(pinned=False, overrides=()) if (one.need, one.start) in keys else one
            for one in problem.published
        ]
    )

"""The standing roster goes through the waist with no more pairs than it has: small, whatever the size of the city."""

from functools import cached_property

import numpy as np

from matcher.domain import Problem, Roster
from matcher.engine.plan import Plan
from matcher.policy import Policy
from matcher.travel import travel_times
from matcher.waist import Instance, Waist
from matcher.waist.candidates import Candidates, Pairs
from matcher.waist.excused import excused_by_rule
from matcher.waist.laying import lay


class StandingPairs(Candidates):
    """Only volunteers and needs that the roster brings together; what its visits override is excused."""

    def __init__(self, problem: Problem, roster: Roster, plan: Plan) -> None:
        super().__init__(problem, excused_by_rule(problem, (*problem.published, *roster.visits)))
        self._plan = plan

    @cached_property
    def pairs(self) -> Pairs:
        """The pairs of the roster, each once."""
        need = np.repeat(self._plan.visit // self.problem.week.days, np.diff(self._plan.volunteer_ptr))
        together = np.unique(self._plan.volunteer.astype(np.int64) * len(self.problem.needs) + need)
        volunteer, need = np.divmod(together, max(1, len(self.problem.needs)))
        way = np.zeros(len(together), dtype=np.int32)
        travel = travel_times(self.problem)
        modes = np.array([one.mode for one in self.problem.volunteers], dtype=object)[volunteer]
        for mode in travel:
            its = np.flatnonzero(modes == mode)
            base, home = self.places.of_volunteer[volunteer[its]], self.places.of_need[need[its]]
            way[its] = travel[mode].among(self.places.places)(base, home)
        every_day = np.full(len(together), (1 << self.problem.week.days) - 1, dtype=np.int32)
        return Pairs(volunteer.astype(np.int32), need.astype(np.int32), way, every_day)


def standing_instance(problem: Problem, roster: Roster, plan: Plan, policy: Policy) -> Instance:
    """All that the rules say of the standing visits and of the volunteers."""
    waist = Waist(problem, StandingPairs(problem, roster, plan))
    for rule in policy.rules:
        rule.compile(waist)
    if any(rule.name == "pinned" for rule in policy.rules):
        for visit in roster.visits:
            if visit.stands:
                waist.hold(visit.need, visit.start)
    return lay(waist)


def plan_of(problem: Problem, roster: Roster) -> Plan:
    """The visits of a clean roster in integers."""
    need = {one.id: position for position, one in enumerate(problem.needs)}
    people = {one.id: position for position, one in enumerate(problem.volunteers)}
    return Plan.of(
        (
            need[visit.need] * problem.week.days + (visit.start.date() - problem.week.start).days,
            problem.minute(visit.start),
            [people[one] for one in visit.volunteers],
        )
        for visit in roster.visits
    )

"""The linear optimum over all that is near tells most of it apart again: what costs so much more that no better roster has it.

Near may be hundreds of thousands of weeks. The program begins with those that the bound's own optimum is made of, and asks for others
by their reduced costs (Baldacci, Christofides and Mingozzi, 2008).
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from math import ceil, inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.cuts import ANYBODY, Cut, DateLimit, Together, tolls_of
from matcher.engine.bound.master import Master, Optimum
from matcher.engine.bound.near import Near
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.waist.instance import FORBIDDEN, Instance, Ints, Points

BEGIN, ASK, CHUNK = 800, 400, 4_000
"""Weeks that the program begins with beside the optimum's; weeks that join at a time, about; weeks looked at together."""
LITTLE, CERTAINLY = 1e-6, 1e-3
"""Points by which a reduced cost may err, and all of a choice together."""


class Narrowed(NamedTuple):
    """What is left; all choices of anything else have `beyond` points at least."""

    plans: list[WeeklyPlan]
    pattern_points: Points
    cuts: list[Cut]
    beyond: int


class Narrowing:
    """The linear program over a part of all that is near, which grows as far as needed."""

    def __init__(self, instance: Instance, near: Near, known: Iterable[Cut], left: Callable[[], float]) -> None:
        """`known` cuts were violated before; `left` are the seconds left."""
        self._instance, self._days = instance, instance.days
        self._near = near
        self._master = Master(instance, near.pattern_points, meets=True)
        self._plans: dict[int, WeeklyPlan] = {}
        self._inside = np.zeros(len(near.weeks.points), dtype=np.bool_)
        self._begin = near.weeks.volunteer.searchsorted(np.arange(instance.volunteers + 1))
        self._duals: list[tuple[Cut, float]] = []
        self._costs = np.zeros(len(near.weeks.points))
        for cut in dict.fromkeys([*near.cuts, *known]):
            self._master.impose(cut)
        for plan in near.chosen:
            self._master.add(plan)
        self._price(near.optimum, near.cuts)
        self._join(self._cheap(inf, CHUNK)[:BEGIN])
        self.points = self._optimum(left) + near.constant
        """No choice of what is near has fewer points; −∞ where the time was too short."""

    @property
    def cuts(self) -> list[Cut]:
        """Those that would be violated."""
        return self._master.cuts

    def left(self, looked: int, below: int, few: int) -> Narrowed:
        """What choices of fewer than `below` points can be made of, or of fewer than a number for which it is `few` plans, but of more
        than the points that were looked at before.

        Reduced costs fix columns (Dantzig, Fulkerson and Johnson, 1954).
        """
        least = max(looked, ceil(self.points - CERTAINLY)) + 1
        beyond = max(least, min(below, self._near.beyond))
        while True:
            most = beyond - 1 - self.points + CERTAINLY
            rest = np.nonzero(~self._inside & (self._reduced <= most))[0]
            if beyond == least or len(rest) + np.count_nonzero(self._master.reduced_costs() <= most) <= few:
                break
            beyond = least + (beyond - least) // 2
        self._join(rest)
        self._master.solve()
        reduced = self._master.reduced_costs()
        pattern_points = self._near.pattern_points.copy()
        for (need, mask), column in self._master.pattern_columns.items():
            if reduced[column] > most:
                pattern_points[need, mask] = FORBIDDEN
        plans = [plan for plan in self._plans.values() if reduced[self._master.column_of(plan)] <= most]
        return Narrowed(plans, pattern_points, self.cuts, min(beyond, below, self._near.beyond))

    @cached_property
    def _reduced(self) -> NDArray[np.float64]:
        """Reduced costs of weeks at the linear optimum, ∞ where they are beyond."""
        reduced = np.full(len(self._costs), inf)
        near = np.nonzero(self._costs <= self._near.beyond - self.points)[0]
        reduced[near] = self._costs[near] + self._charges(near)
        return reduced

    def _optimum(self, left: Callable[[], float]) -> float:
        """The linear optimum over all that is near, once nothing is violated."""
        while left() > 0:
            optimum = self._master.solve()
            self._price(optimum, self.cuts)
            asked = self._cheap(-LITTLE, ASK)
            self._join(asked)
            if not len(asked) and not optimum.violated:
                return optimum.points
        return -inf

    def _price(self, optimum: Optimum, cuts: list[Cut]) -> None:
        """What weeks cost at the optimum's duals; those of cuts about who comes together are looked at only where that is little."""
        weeks, (visits, _, faces, duals) = self._near.weeks, optimum.duals
        self._duals = [(cut, dual) for cut, dual in zip(cuts, duals.tolist(), strict=True) if dual > LITTLE]
        meetings = tolls_of(self._duals, self._days)
        self._costs = weeks.costs(visits, faces, self._days) - optimum.volunteers[weeks.volunteer]
        for volunteer in range(len(self._begin) - 1):
            own = slice(self._begin[volunteer], self._begin[volunteer + 1])
            tolls = np.append(self._near.volunteers.tolls(volunteer, meetings), 0)
            self._costs[own] += tolls[weeks.routes[own]].sum(axis=1)
        for cut, dual in self._duals:
            if isinstance(cut, DateLimit):
                own = slice(self._begin[cut.volunteer], self._begin[cut.volunteer + 1])
                self._costs[own] -= dual * self._left(cut, weeks.visits[own])

    def _left(self, limit: DateLimit, visits: Ints) -> NDArray[np.int64]:
        """What weeks of these visits [K, L] leave of a limit; [K]."""
        there = (visits >= 0) & (visits % self._days == limit.day)
        taken = np.where(there, limit.of_needs(self._instance)[visits // self._days], 0)
        left: NDArray[np.int64] = limit.most - taken.sum(axis=1)
        return left

    def _cheap(self, most: float, enough: int) -> NDArray[np.int64]:
        """Weeks outside whose reduced costs are at most so much, the cheapest first; not all of them once they are `enough`."""
        cheap = np.nonzero(~self._inside & (self._costs <= most))[0]
        cheap = cheap[np.argsort(self._costs[cheap], kind="stable")]
        found, number = [cheap[:0]], 0
        for begin in range(0, len(cheap), CHUNK):
            chunk = cheap[begin : begin + CHUNK]
            costs = self._costs[chunk] + self._charges(chunk)
            found.append(chunk[np.argsort(costs, kind="stable")][: np.count_nonzero(costs <= most)])
            number += len(found[-1])
            if number >= enough:
                break
        return np.concatenate(found)

    def _join(self, weeks: NDArray[np.int64]) -> None:
        for k in weeks.tolist():
            self._inside[k] = True
            self._plans[k] = self._near.plan(k)
            self._master.add(self._plans[k])

    def _charges(self, weeks: NDArray[np.int64]) -> NDArray[np.float64]:
        """How much dearer the weeks are by cuts about who comes together."""
        charges = np.zeros(len(weeks))
        visits, volunteers = self._near.weeks.visits[weeks], self._near.weeks.volunteer[weeks]
        for cut, dual in self._duals:
            if isinstance(cut, Together):
                there = np.isin(volunteers, cut.volunteer) | (cut.volunteer == ANYBODY)
                for day in range(self._days):
                    if cut.dates >> day & 1:
                        there &= (visits == cut.need * self._days + day).any(axis=1)
                charges += dual * there
        return charges

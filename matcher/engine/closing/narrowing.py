"""The linear optimum over all that is near tells most of it apart again: what costs so much more that no better roster has it.

Near may be hundreds of thousands of weeks. The program begins with those that cost least at the prices known, and asks for others
by their reduced costs (Baldacci, Christofides and Mingozzi, 2008).
"""

from collections.abc import Callable, Iterable
from math import ceil, inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.column_generation import Near
from matcher.engine.bound.master import Master
from matcher.engine.bound.prices import ANYBODY
from matcher.engine.bound.volunteers import WeeklyPlan
from matcher.engine.closing.meeting import Meeting, Meetings, Spans
from matcher.engine.routes import SCALE
from matcher.waist.instance import FORBIDDEN, Instance, Points

BEGIN, ASK, CHUNK = 40, 400, 4_000
"""Weeks of a volunteer that the program begins with; weeks that join at a time, about; weeks looked at together."""
NO_END = 1 << 60
LITTLE, CERTAINLY = 1e-6, 1e-3
"""Points by which a reduced cost may err, and all of a choice together."""


class Narrowed(NamedTuple):
    """What is left; all choices of anything else have `beyond` points at least."""

    plans: list[WeeklyPlan]
    pattern_points: Points
    meetings: list[Meeting]
    beyond: int


class Narrowing:
    """The linear program over a part of all that is near, which grows as far as needed."""

    def __init__(
        self, instance: Instance, spans: Spans, near: Near, known: Iterable[Meeting], left: Callable[[], float]
    ) -> None:
        """`known` meetings were violated before; `left` are the seconds left."""
        self._days = instance.days
        self._near = near
        self._master = Master(instance, near.pattern_points)
        self._meetings = Meetings(instance, spans, self._master)
        self._inside = np.zeros(len(near.weeks.points), dtype=np.bool_)
        self._costs = near.weeks.costs(near.prices.visits / SCALE, near.prices.faces / SCALE, self._days)
        for volunteer in range(instance.volunteers):
            own = np.nonzero(near.weeks.volunteer == volunteer)[0]
            self._join(own[np.argsort(self._costs[own])[:BEGIN]])
        for cut in near.cuts:
            self._master.impose(cut)
        for meeting in known:
            self._meetings.impose(meeting)
        self.points = self._optimum(left) + near.constant
        """No choice of what is near has fewer points; −∞ where the time was too short."""

    @property
    def meetings(self) -> list[Meeting]:
        """Those that would be violated."""
        return list(self._meetings.rows)

    def left(self, below: int, few: int) -> Narrowed:
        """What choices of fewer than `below` points can be made of, or of fewer than a number for which it is `few` plans.

        Reduced costs fix columns (Dantzig, Fulkerson and Johnson, 1954).
        """
        least = ceil(self.points - CERTAINLY) + 1
        beyond = max(least, min(below, self._near.beyond))
        while True:
            most = beyond - 1 - self.points + CERTAINLY
            rest = self._cheap(most)
            if beyond == least or len(rest) + np.count_nonzero(self._reduced() <= most) <= few:
                break
            beyond = least + (beyond - least) // 2
        self._join(rest)
        self._master.solve()
        reduced = self._reduced()
        plans = [self._near.weeks.plan(k) for k in np.nonzero(self._inside)[0].tolist()]
        pattern_points = self._near.pattern_points.copy()
        for (need, mask), column in self._master.pattern_columns.items():
            if reduced[column] > most:
                pattern_points[need, mask] = FORBIDDEN
        plans = [plan for plan in plans if reduced[self._master.column_of(plan)] <= most]
        return Narrowed(plans, pattern_points, self.meetings, min(beyond, below, self._near.beyond))

    def _optimum(self, left: Callable[[], float]) -> float:
        """The linear optimum over all that is near, once nothing is violated."""
        while left() > 0:
            optimum = self._master.solve()
            missed = self._meetings.violated(self._master.values())
            visits, _, faces, _ = optimum.duals
            self._costs = self._near.weeks.costs(visits, faces, self._days)
            self._costs -= optimum.volunteers[self._near.weeks.volunteer]
            asked = self._cheap(-LITTLE, ASK)
            self._join(asked)
            for meeting in missed:
                self._meetings.impose(meeting)
            if not len(asked) and not missed and not optimum.violated:
                return optimum.points
        return -inf

    def _reduced(self) -> NDArray[np.float64]:
        return self._master.reduced_costs()

    def _cheap(self, most: float, enough: int = NO_END) -> NDArray[np.int64]:
        """Weeks outside whose reduced costs are at most so much; not all of them once they are `enough`."""
        cheap = np.nonzero(~self._inside & (self._costs <= most))[0]
        cheap = cheap[np.argsort(self._costs[cheap], kind="stable")]
        found, number = [cheap[:0]], 0
        for begin in range(0, len(cheap), CHUNK):
            chunk = cheap[begin : begin + CHUNK]
            found.append(chunk[self._costs[chunk] + self._charges(chunk) <= most])
            number += len(found[-1])
            if number >= enough:
                break
        return np.concatenate(found)

    def _join(self, weeks: NDArray[np.int64]) -> None:
        for k in weeks.tolist():
            plan = self._near.weeks.plan(k)
            self._inside[k] = True
            if self._master.add(plan):
                self._meetings.add(plan)

    def _charges(self, weeks: NDArray[np.int64]) -> NDArray[np.float64]:
        """How much dearer the weeks are by cuts and meetings."""
        charges, duals = np.zeros(len(weeks)), self._master.row_duals()
        visits, volunteers = self._near.weeks.visits[weeks], self._near.weeks.volunteer[weeks]
        for cut, row in self._master.cut_rows.items():
            if row < len(duals) and duals[row] > LITTLE:
                there = np.isin(volunteers, cut.volunteer) | (cut.volunteer == ANYBODY)
                for day in range(self._days):
                    if cut.dates >> day & 1:
                        there &= (visits == cut.need * self._days + day).any(axis=1)
                charges += duals[row] * there
        for meeting, row in self._meetings.rows.items():
            if row < len(duals) and duals[row] < -LITTLE:
                charges -= duals[row] * self._meetings.are_in(volunteers, visits, meeting)
        return charges

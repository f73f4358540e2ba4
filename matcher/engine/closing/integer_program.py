"""The best choice among weekly plans of volunteers and patterns of needs, whole ones: the master's program in integers (HiGHS).

What the master cannot see (see `bound/column_generation.py`) is found out where it matters only: choices that turned out to
cost more, or to be impossible, on some date are told as `Lesson`s, and the next choice pays for them (combinatorial Benders cuts,
Codato and Fischetti, 2006).
"""

from collections.abc import Callable
from math import inf
from typing import NamedTuple

import highspy
import numpy as np

from matcher.engine.bound.column_generation import Near
from matcher.engine.bound.master import Master
from matcher.engine.bound.silence import silent_solver
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.closing.narrowing import Narrowed
from matcher.waist.instance import Instance

ALMOST = 1e-3
"""Points by which a solver in floating point may err."""
HALF = 0.5
MANY = 2_000
"""Plans beyond which presolve takes longer than it saves."""


class Choice(NamedTuple):
    """What no choice is below (points), and the best one if it was found in time; None also where there is none."""

    bound: float
    plans: list[WeeklyPlan] | None


Day = frozenset[int]
"""Visits of one volunteer on one date."""


class Lesson(NamedTuple):
    """If each of these volunteers does one of his days on the date it costs so many points more, or is impossible (None)."""

    day: int
    of: dict[int, tuple[Day, ...]]
    points: float | None


class _Extra(NamedTuple):
    """What a date costs some volunteers more: a column, and the rows of lessons about it."""

    day: int
    volunteers: frozenset[int]
    column: int
    rows: tuple[int, ...]


class IntegerProgram:
    """Grows by lessons.

    Each row says that some volunteers' days on a date cost so much more. What the date costs two groups of volunteers more adds up
    if nobody is in both, for a schedule of all is one of each group; lessons of groups that meet are charged once, the dearest.
    """

    def __init__(self, instance: Instance, near: Near, narrow: Narrowed) -> None:
        self._instance = instance
        self._constant = near.constant
        self._lessons: list[Lesson] = []
        self._extras: list[_Extra] = []
        self._solver = silent_solver()
        self._master = Master(instance, narrow.pattern_points, self._solver, meets=True)
        for plan in narrow.plans:
            self._master.add(plan)
        self._plans = {self._master.column_of(plan): plan for plan in narrow.plans}
        for cut in narrow.cuts:
            self._master.impose(cut)
        columns = np.array([*self._master.pattern_columns.values(), *self._plans], dtype=np.int32)
        kinds = np.full(len(columns), highspy.HighsVarType.kInteger)
        self._solver.changeColsIntegrality(len(columns), columns, kinds)
        presolve = "on" if len(self._plans) <= MANY else "off"
        for option, value in (("presolve", presolve), ("mip_rel_gap", 0.0), ("mip_abs_gap", ALMOST)):
            self._solver.setOptionValue(option, value)

    def solve(self, seconds: float, enough: Callable[[float], bool]) -> Choice:
        """The best choice within a time, or until its bound is `enough`."""
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + seconds)

        def interrupt(event: highspy.HighsCallbackEvent) -> None:
            if enough(event.data_out.mip_dual_bound + self._constant):
                event.interrupt()

        self._solver.cbMipInterrupt += interrupt
        self._solver.run()
        self._solver.cbMipInterrupt -= interrupt
        status, info = self._solver.getModelStatus(), self._solver.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Choice(inf, None)
        bound = info.mip_dual_bound + self._constant
        if status != highspy.HighsModelStatus.kOptimal:
            return Choice(bound, None)
        values = self._master.solved()
        return Choice(bound, [plan for column, plan in self._plans.items() if values[column] > HALF])

    def meet(self) -> bool:
        """Whether the last choice missed meetings; choices from now on will not."""
        return self._master.cut() > 0

    def learn(self, lesson: Lesson) -> bool:
        """Choices from now on obey the lesson; answers whether it is news."""
        if lesson in self._lessons:
            return False
        self._lessons.append(lesson)
        columns, others = [], len(lesson.of) - 1.0
        for column, plan in self._plans.items():
            if self._day(plan, lesson.day) in lesson.of.get(plan.volunteer, ()):
                columns.append(column)
        row = self._solver.getNumRow()
        if lesson.points is None:
            self._add_row(others, columns, [1.0] * len(columns))
        else:
            extra = self._extra_of(lesson.day, frozenset(lesson.of), row)
            points = lesson.points
            self._add_row(points * others, [*columns, extra], [points] * len(columns) + [-1.0])
        return True

    def _extra_of(self, day: int, volunteers: frozenset[int], row: int) -> int:
        """The column of what a date costs more: one for all lessons that have volunteers in common, for that is charged once."""
        alike = [extra for extra in self._extras if extra.day == day and extra.volunteers & volunteers]
        apart = [extra for extra in self._extras if extra not in alike]
        if not alike:
            alike = [_Extra(day, volunteers, self._solver.getNumCol(), ())]
            self._solver.addCol(1.0, 0.0, highspy.kHighsInf, 0, [], [])
        first, *rest = alike
        for other in rest:
            for known in other.rows:
                self._solver.changeCoeff(known, other.column, 0.0)
                self._solver.changeCoeff(known, first.column, -1.0)
        volunteers = volunteers.union(*(extra.volunteers for extra in alike))
        rows = (*(known for extra in alike for known in extra.rows), row)
        self._extras = [*apart, _Extra(day, volunteers, first.column, rows)]
        return first.column

    def _add_row(self, most: float, columns: list[int], values: list[float]) -> None:
        self._solver.addRow(-highspy.kHighsInf, most, len(columns), np.array(columns, dtype=np.int32), np.array(values))

    def days(self, volunteer: int, day: int) -> set[Day]:
        """What the volunteer could do on a date."""
        return {self._day(plan, day) for plan in self._plans.values() if plan.volunteer == volunteer}

    def _day(self, plan: WeeklyPlan, day: int) -> Day:
        return frozenset(visit for visit in plan.visits if visit % self._instance.days == day)

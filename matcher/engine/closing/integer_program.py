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
from matcher.engine.bound.volunteers import WeeklyPlan
from matcher.engine.closing.meeting import Meetings, Spans
from matcher.engine.closing.narrowing import Narrowed
from matcher.waist.instance import Instance

ALMOST = 1e-3
"""Points by which a solver in floating point may err."""
HALF = 0.5


class Choice(NamedTuple):
    """What no choice is below (points), and the best one if it was found in time; None also where there is none."""

    bound: float
    plans: list[WeeklyPlan] | None


class Lesson(NamedTuple):
    """If volunteers do exactly these visits on the date (or these and more, where `points` is None) it costs `points` more (or is
    impossible)."""

    day: int
    visits: dict[int, frozenset[int]]
    points: float | None


class IntegerProgram:
    """Grows by lessons."""

    def __init__(self, instance: Instance, spans: Spans, near: Near, narrow: Narrowed) -> None:
        self._instance = instance
        self._constant = near.constant
        self._solver = silent_solver()
        self._master = Master(instance, narrow.pattern_points, self._solver)
        self._meetings = Meetings(instance, spans, self._master)
        for plan in narrow.plans:
            if self._master.add(plan):
                self._meetings.add(plan)
        self._plans = {self._master.column_of(plan): plan for plan in narrow.plans}
        for cut in near.cuts:
            self._master.impose(cut)
        for meeting in narrow.meetings:
            self._meetings.impose(meeting)
        columns = np.array([*self._master.pattern_columns.values(), *self._plans], dtype=np.int32)
        kinds = np.full(len(columns), highspy.HighsVarType.kInteger)
        self._solver.changeColsIntegrality(len(columns), columns, kinds)
        for option, value in (("presolve", "on"), ("mip_rel_gap", 0.0), ("mip_abs_gap", ALMOST)):
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
        values = self._master.values()
        return Choice(bound, [plan for column, plan in self._plans.items() if values[column] > HALF])

    def meet(self) -> bool:
        """Whether the last choice missed meetings; choices from now on will not."""
        missed = self._meetings.violated(self._master.values())
        for meeting in missed:
            self._meetings.impose(meeting)
        return bool(missed)

    def learn(self, lesson: Lesson) -> None:
        """Choices from now on obey the lesson."""
        columns, volunteers = [], len(lesson.visits)
        for column, plan in self._plans.items():
            done = lesson.visits.get(plan.volunteer)
            if done is None:
                continue
            of_date = {visit for visit in plan.visits if visit % self._instance.days == lesson.day}
            if of_date == done or (lesson.points is None and of_date > done):
                columns.append(column)
        values = [1.0] * len(columns)
        if lesson.points is not None:
            extra = self._solver.getNumCol()
            self._solver.addCol(lesson.points, 0.0, highspy.kHighsInf, 0, [], [])
            columns, values = [*columns, extra], [*values, -1.0]
        self._solver.addRow(
            -highspy.kHighsInf,
            volunteers - 1.0,
            len(columns),
            np.array(columns, dtype=np.int32),
            np.array(values),
        )

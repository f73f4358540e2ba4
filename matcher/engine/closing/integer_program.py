"""The best choice among weekly plans of volunteers and patterns of needs, whole ones: the master's program in integers.

What the master cannot see (see `bound/column_generation.py`) is found out where it matters only: choices that turned out to
cost more, or to be impossible, on some date are told as `Lesson`s, and the next choice pays for them (combinatorial Benders cuts,
Codato and Fischetti, 2006).
"""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import highspy
import numpy as np

from matcher.engine.bound.master import Master
from matcher.engine.bound.near import Near
from matcher.engine.bound.silence import silent_solver
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.closing.branching import Branching, Parts
from matcher.engine.closing.lessons import Day, Lesson
from matcher.engine.closing.narrowing import Narrowed
from matcher.engine.routes import SCALE
from matcher.waist.instance import Instance

ALMOST = 1e-3
"""Points by which a solver in floating point may err."""
HALF = 0.5


class Choice(NamedTuple):
    """What no choice is below (points), and the best one if it was found in time; None also where there is none."""

    bound: float
    plans: list[WeeklyPlan] | None


class _Extra(NamedTuple):
    """What a date costs some volunteers more: a column, and the rows of lessons about it."""

    day: int
    volunteers: frozenset[int]
    column: int
    rows: tuple[int, ...]


class IntegerProgram:
    """Grows by lessons.

    Each row says that some volunteers' days on a date cost so much more. What the date costs two groups of volunteers more adds up
    if nobody is in both, for a schedule of all is one of each group; lessons of groups that meet are charged once, the dearest. A plan
    whose day is dearer than it would be alone (in other windows, say) has paid that part already.
    """

    def __init__(self, instance: Instance, near: Near, narrow: Narrowed) -> None:
        self._instance = instance
        self._constant = near.constant
        self._lessons: list[Lesson] = []
        self._extras: list[_Extra] = []
        self._solver = silent_solver()
        self._master = Master(instance, narrow.pattern_points, self._solver, meets=True)
        self._plans: dict[int, WeeklyPlan] = {}
        for cut in narrow.cuts:
            self._master.impose(cut)
        for plan in sorted(narrow.plans, key=lambda plan: -plan.points):
            self._master.add(plan)
            self._plans[self._master.column_of(plan)] = plan

    @cached_property
    def _tree(self) -> Branching:
        return Branching(self._solver, self._groups())

    def _groups(self) -> dict[int, Parts]:
        """Patterns of each need and plans of each volunteer: one of each is chosen."""
        days = self._instance.days
        columns: dict[int, list[int]] = defaultdict(list)
        contents: dict[int, list[list[int]]] = defaultdict(list)
        for (need, mask), column in self._master.pattern_columns.items():
            columns[-1 - need].append(column)
            contents[-1 - need].append([need * days + day for day in range(days) if mask >> day & 1])
        for volunteer in range(self._instance.volunteers):
            columns[volunteer].append(self._master.idle_column(volunteer))
            contents[volunteer].append([])
        for column, plan in self._plans.items():
            columns[plan.volunteer].append(column)
            contents[plan.volunteer].append([*plan.visits, -1 - column])
        return {name: Parts(columns[name], contents[name]) for name in columns}

    def solve(self, enough: Callable[[float], bool]) -> Choice:
        """The best choice, or none once its bound is `enough`."""
        values = self._tree.best(lambda bound: enough(bound + self._constant))
        bound = self._tree.bound + self._constant
        if values is None:
            return Choice(bound, None)
        self._master.solved(values)
        return Choice(bound, [plan for column, plan in self._plans.items() if values[column] > HALF])

    def meet(self) -> bool:
        """Whether the last choice missed meetings; choices from now on will not."""
        return self._master.cut() > 0

    def learn(self, lesson: Lesson) -> bool:
        """Choices from now on obey the lesson; answers whether it is news."""
        if lesson in self._lessons:
            return False
        self._lessons.append(lesson)
        alone = {
            column: lesson.of[plan.volunteer][day]
            for column, plan in self._plans.items()
            if plan.volunteer in lesson.of and (day := self._day(plan, lesson.day)) in lesson.of[plan.volunteer]
        }
        others, row = len(lesson.of) - 1.0, self._solver.getNumRow()
        if lesson.points is None:
            self._add_row(others, [*alone], [1.0] * len(alone))
            return True
        extra = self._extra_of(lesson.day, frozenset(lesson.of), row)
        charged = [
            lesson.points - max(0.0, self._plans[column].dates[lesson.day] / SCALE - points)
            for column, points in alone.items()
        ]
        self._add_row(lesson.points * others, [*alone, extra], [*charged, -1.0])
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

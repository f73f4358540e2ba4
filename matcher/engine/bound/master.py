"""The linear master: weekly plans of volunteers and date patterns of needs, tied together by the visits they share.

    min  Σ points(plan) λ_plan + Σ points(pattern) y_pattern + Σ unserved points u_c + Σ face points f_n
    s.t. Σ plans of volunteer v λ = 1                                      (the idle plan is one of them)
         Σ patterns of need n y = 1
         Σ λ of plans with visit i − crew · Σ y of patterns with visit i = 0        its dual is the price of the visit
         u_c + Σ y of non-empty patterns of needs of cadre c ≥ 1                    its dual is the worth of a first visit
         f_n + free faces · Σ y of non-empty patterns − Σ λ of plans that serve n ≥ 0        its dual is the charge of a face
         members · Σ y of patterns with all dates of S − Σ shares of plans λ ≥ 0        where violated: cuts (see `cuts`)
         Σ what plans of volunteer v leave of a limit of a date λ ≥ 0                   where violated: cuts

Without cuts of one volunteer somebody who comes on two dates alone would count as a crew of two on one; without those of several
dates a need would be served by halves of volunteers who come on different pairs of dates; without meetings by a crew of whom one is
late and one has to leave. Plans and cuts are added as they are found (Dantzig and Wolfe, 1960). Patterns of most needs may be folded
into plans, see `rows`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.appointments import Appointments
from matcher.engine.bound.columns import Columns, dates_of_needs
from matcher.engine.bound.cuts import ANYBODY, Cut, DateLimit, Together
from matcher.engine.bound.linear_program import LinearProgram, Position, Status
from matcher.engine.bound.meetings import Arrivals, missed
from matcher.engine.bound.rows import Rows
from matcher.engine.bound.separate_needs import dates_of_masks
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.routes import SCALE
from matcher.waist.instance import FORBIDDEN, Instance, Points

VIOLATED = 1e-3
"""A cut is added where the optimum breaks it by so much of a visit."""
NOBODY = 1e-6
"""A plan of which an optimum has no more is none of it."""
HASTE, LEAST = 0.25, 500
"""Iterations for each row after which a hasty solver stops, and how many it makes at least."""


class Optimum(NamedTuple):
    """Points of the linear optimum, the duals of visits [N × D], firsts [C], faces [N] and cuts, those of volunteers [V], how many
    cuts it violates, whether there is one at all (if not, the others mean nothing), and whether it was reached: duals on the way to it
    are good prices, but the points are fewer and cuts are not looked at."""

    points: float
    duals: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
    volunteers: NDArray[np.float64]
    violated: int
    feasible: bool
    reached: bool


class Master:
    """Grows by plans and cuts; anything added stays."""

    def __init__(
        self,
        instance: Instance,
        pattern_points: Points,
        solver: highspy.Highs | None = None,
        *,
        meets: bool = False,
        folds: bool = False,
    ) -> None:
        """`pattern_points` are of each need, FORBIDDEN where not to be chosen; [N, 2^D]. Meetings are cuts if it `meets`; it has
        fewer rows, and not all patterns as columns, if it `folds`."""
        self._instance = instance
        self._pattern_points = pattern_points
        self._meets = meets
        self._folds = folds
        self._program = LinearProgram(solver)
        self._columns = Columns(instance)
        self._cut_rows: dict[Cut, int] = {}
        self._rows = Rows(instance, pattern_points, folds=folds)
        self._duals = np.empty(0)
        self._program.add_rows(*self._rows.bounds(), shared=instance.volunteers + instance.needs)
        self._patterns(instance, pattern_points)
        for cadre, points in enumerate(instance.cadre_unserved_points.tolist()):
            self._program.add_column(points, {self._rows.cadres + cadre: 1.0})
        for need, able in enumerate(np.diff(instance.need_pair_ptr).tolist()):
            if self._rows.of_face[need] >= 0:
                self._program.add_column(instance.face_points, {self._rows.of_face[need]: 1.0}, able)
        self._idle = self._program.columns
        for volunteer in range(instance.volunteers):
            idle = int(instance.load_points[instance.volunteer_load[volunteer], 0])
            self._program.add_column(idle, {volunteer: 1.0})

    def copied(self, position: Position | None = None) -> "Master":
        """Another one with the same plans, its solver where this one's is, and the cuts that bind there; or where it once was, without
        any meetings that are cuts since then."""
        meets = self._meets and position is None
        position = position or self.position()
        known = [(cut, row) for cut, row in self._cut_rows.items() if row < len(position.rows)]
        binding = [(cut, row) for cut, row in known if position.rows[row] != Status.kBasic]
        other = Master(self._instance, self._pattern_points, meets=meets, folds=self._folds)
        for plan in self._columns.plans.values():
            other.add(plan)
        first = other.rows
        for cut, _ in binding:
            other.impose(cut)
        other.resume(position._replace(rows=[*position.rows[:first], *(position.rows[row] for _, row in binding)]))
        return other

    @property
    def rows(self) -> int:
        """How many rows the linear program has."""
        return self._program.rows

    @property
    def cuts(self) -> list[Cut]:
        """All cuts so far, in the order of their duals."""
        return list(self._cut_rows)

    @property
    def pattern_columns(self) -> dict[tuple[int, int], int]:
        """Columns that stand for a pattern of a need: by need and bit mask."""
        return self._columns.patterns

    def idle_column(self, volunteer: int) -> int:
        """The column that stands for a volunteer who does nothing."""
        return self._idle + volunteer

    def column_of(self, plan: WeeklyPlan) -> int:
        """The column that stands for a plan that was added."""
        column = self._columns.of(plan)
        assert column is not None
        return column

    def solved(self, values: NDArray[np.float64]) -> None:
        """Somebody else had a solver run; the last optimum is the one from there, of these values of columns."""
        self._program.solved(values)

    def reduced_costs(self) -> NDArray[np.float64]:
        """Of all columns, in points, at the last optimum: none is less than 0."""
        return self._program.reduced_costs(self._duals)

    def add(self, plan: WeeklyPlan) -> bool:
        """The plan is one of those to choose from; answers whether it is new, which it is not if only its points are fewer."""
        points = plan.points / SCALE + self._rows.folded_points(plan.visits)
        known = self._columns.of(plan)
        if known is not None:
            if plan.points < self._columns.plans[known].points:
                self._columns.enter(plan, known)
                self._program.change_points(known, points)
            return False
        times = Counter(self._rows.of_visit[visit] for visit in plan.visits)
        served = dates_of_needs(plan, self._instance.days)
        faces = [self._rows.of_face[need] for need in served if self._rows.of_face[need] >= 0]
        shares = {plan.volunteer: 1.0, **times, **dict.fromkeys(faces, -1.0)}
        shares |= {self._cut_rows[cut]: share for cut, share in self._columns.cuts_of(plan) if cut in self._cut_rows}
        self._columns.enter(plan, self._program.add_column(points, shares))
        return True

    def solve(self, *, hasty: bool = False) -> Optimum:
        """The optimum over the plans so far (on the way to it, if hasty); then cuts that it violates are added, with duals of 0."""
        most = max(LEAST, int(HASTE * self.rows)) if hasty else highspy.kHighsIInf
        reached = self._program.solve(most)
        new = self.cut() if reached.optimal else 0
        self._duals = np.append(reached.duals, np.zeros(new))
        volunteers = self._duals[: self._instance.volunteers]
        return Optimum(
            reached.points, self._rows.prices(self._duals), volunteers, new, reached.feasible, reached.optimal
        )

    def shares(self) -> list[tuple[WeeklyPlan, float]]:
        """Plans that the last optimum is made of, with what they cost now, and how much of each."""
        values = self._program.values
        chosen = {column: float(values[column]) for column in np.nonzero(values > NOBODY)[0].tolist()}
        return [(plan, chosen[column]) for column, plan in self._columns.plans.items() if column in chosen]

    def plans(self) -> list[WeeklyPlan]:
        """All plans to choose from, but for those that are forbidden."""
        return [plan for column, plan in self._columns.plans.items() if column not in self._program.barred]

    def forbid(self, appointments: Appointments) -> None:
        """What does not go together with these appointments, or with limits of dates, and nothing else, is not chosen from now on."""
        self._program.bar(frozenset(self._columns.against(appointments)))

    def position(self) -> Position:
        """Where the solver stands after the last optimum."""
        return self._program.position()

    def resume(self, position: Position) -> None:
        """The solver stands there again; what is newer is none of that optimum."""
        self._program.resume(position)

    def meet(self) -> int:
        """Meetings that the last optimum misses are cuts from now on; answers how many it misses."""
        self._meets = True
        return self.cut()

    def impose(self, cut: Cut) -> None:
        """The cut holds from now on."""
        shares = self._columns.enter_cut(cut)
        if isinstance(cut, DateLimit):
            shares[self.idle_column(cut.volunteer)] = float(cut.most)
        self._cut_rows[cut] = self._program.add_row(shares)

    def cut(self) -> int:
        """Cuts that the last optimum violates hold from now on; answers how many."""
        values = self._program.values
        new = [*self._too_often(values), *(self._missed(values) if self._meets else ())]
        new += self._columns.exceeded(self.shares(), self._cut_rows)
        for cut in new:
            self.impose(cut)
        return len(new)

    def _too_often(self, values: NDArray[np.float64]) -> Iterator[Cut]:
        for cut, plans in self._columns.together(self._cut_rows):
            there = values[plans].sum()
            if there > VIOLATED:
                possible = cut.members(self._instance) * values[self._columns.with_dates(cut)].sum()
                if there > possible + VIOLATED:
                    yield cut

    def _missed(self, values: NDArray[np.float64]) -> Iterator[Cut]:
        arrivals = defaultdict(list)
        for plan, share in self.shares():
            for visit, earliest, latest in plan.spans:
                if self._instance.need_crew[visit // self._instance.days] > 1:
                    arrivals[visit].append((plan.volunteer, earliest, latest, share))
        for visit, of_visit in arrivals.items():
            need, day = divmod(visit, self._instance.days)
            arrived = Arrivals(*(np.array(column) for column in zip(*of_visit, strict=True)))
            served = values[self._columns.with_dates(Together(ANYBODY, need, 1 << day))].sum()
            for meeting in missed(need, 1 << day, int(self._instance.need_crew[need]), served, arrived):
                if meeting not in self._cut_rows:
                    yield meeting

    def _patterns(self, instance: Instance, pattern_points: Points) -> None:
        dates = dates_of_masks(instance)
        for need in range(instance.needs):
            first, end = instance.need_cadre_ptr[need : need + 2]
            cadres = (self._rows.cadres + instance.need_cadre[first:end]).tolist()
            if self._rows.folded[need]:
                shares = {self._rows.needs + need: 1.0, **dict.fromkeys(cadres, -1.0)}
                self._pattern(need, 0, int(pattern_points[need, 0]), shares)
                continue
            crew, free = float(instance.need_crew[need]), float(instance.free_faces[need])
            for mask in np.nonzero(pattern_points[need] < FORBIDDEN)[0].tolist():
                shares = {self._rows.needs + need: 1.0}
                for day in np.nonzero(dates[mask])[0].tolist():
                    shares[self._rows.of_visit[need * instance.days + day]] = -crew
                if mask:
                    shares |= {**dict.fromkeys(cadres, 1.0), self._rows.of_face[need]: free}
                self._pattern(need, mask, int(pattern_points[need, mask]), shares)

    def _pattern(self, need: int, mask: int, points: float, shares: dict[int, float]) -> None:
        column = self._program.add_column(points, shares)
        self._columns.enter_pattern(need, mask, column)

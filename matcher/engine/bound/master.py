"""The linear master: weekly plans of volunteers and date patterns of needs, tied together by the visits they share.

    min  Σ points(plan) λ_plan + Σ points(pattern) y_pattern + Σ unserved points u_c + Σ face points f_n
    s.t. Σ plans of volunteer v λ = 1                                      (the idle plan is one of them)
         Σ patterns of need n y = 1
         Σ λ of plans with visit i − crew · Σ y of patterns with visit i = 0        its dual is the price of the visit
         u_c + Σ y of non-empty patterns of needs of cadre c ≥ 1                    its dual is the worth of a first visit
         f_n + free faces · Σ y of non-empty patterns − Σ λ of plans that serve n ≥ 0        its dual is the charge of a face
         members · Σ y of patterns with all dates of S − Σ shares of plans λ ≥ 0        where violated: cuts (see `cuts`)

Without cuts of one volunteer somebody who comes on two dates alone would count as a crew of two on one; without those of several
dates a need would be served by halves of volunteers who come on different pairs of dates; without meetings by a crew of whom one is
late and one has to leave. Solved by HiGHS with warm starts; plans and cuts are added as they are found
(Dantzig and Wolfe, 1960).

Patterns of most needs may be folded into plans, see `rows`. All columns have an upper bound that the rows imply. New ones begin at
it where that is cheaper, so the dual simplex goes on from where it was, and may stop on its way: its duals are good prices there
too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.appointments import Appointments
from matcher.engine.bound.cuts import ANYBODY, Cut, Meeting, Together
from matcher.engine.bound.meetings import Arrivals, missed
from matcher.engine.bound.rows import Rows
from matcher.engine.bound.separate_needs import dates_of_masks
from matcher.engine.bound.silence import silent_solver
from matcher.engine.bound.spans import ANY, Span
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


class Position(NamedTuple):
    """A basis of the solver, and the values of columns there."""

    basis: highspy.HighsBasis
    values: NDArray[np.float64]


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
        self._meets = meets
        self._values = np.empty(0)
        self._forbidden = set[int]()
        self._solver = solver or silent_solver()
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("dual_simplex_cost_perturbation_multiplier", 0.0)
        self._of_crew = (instance.need_crew > 1).tolist()
        self._known: dict[tuple[int, tuple[int, ...], tuple[Span, ...]], int] = {}
        self._points: dict[int, float] = {}
        self._plans_of: dict[Together, list[int]] = defaultdict(list)
        self._with_visit: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._there: dict[int, dict[int, list[tuple[int, int, int]]]] = defaultdict(lambda: defaultdict(list))
        self._meetings: dict[int, list[Meeting]] = defaultdict(list)
        self._patterns_of: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._cut_rows: dict[Cut, int] = {}
        self._columns = 0
        self._first_rows: list[int] = []
        self._rows = Rows(instance, pattern_points, folds=folds)
        self._add_rows()
        self._patterns(instance, pattern_points)
        for cadre, points in enumerate(instance.cadre_unserved_points.tolist()):
            self._column(points, [self._rows.cadres + cadre], [1.0])
        for need, able in enumerate(np.diff(instance.need_pair_ptr).tolist()):
            if self._rows.of_face[need] >= 0:
                self._column(instance.face_points, [self._rows.of_face[need]], [1.0], able)
        self._idle = self._columns
        for volunteer in range(instance.volunteers):
            idle = int(instance.load_points[instance.volunteer_load[volunteer], 0])
            self._column(idle, [volunteer], [1.0])

    @property
    def rows(self) -> int:
        """How many rows the linear program has."""
        return int(self._solver.getNumRow())

    @property
    def cuts(self) -> list[Cut]:
        """All cuts so far, in the order of their duals."""
        return list(self._cut_rows)

    @property
    def pattern_columns(self) -> dict[tuple[int, int], int]:
        """Columns of the solver that stand for a pattern of a need: by need and bit mask."""
        return {(need, mask): column for need, of_need in self._patterns_of.items() for column, mask in of_need}

    def idle_column(self, volunteer: int) -> int:
        """The column of the solver that stands for a volunteer who does nothing."""
        return self._idle + volunteer

    def column_of(self, plan: WeeklyPlan) -> int:
        """The column of the solver that stands for the plan."""
        return self._known[plan.volunteer, plan.visits, plan.spans]

    def solved(self) -> NDArray[np.float64]:
        """Values of all columns after the solver ran by itself."""
        self._values = np.array(self._solver.getSolution().col_value)
        return self._values

    def reduced_costs(self) -> NDArray[np.float64]:
        """Of all columns, in points, at the last optimum: none is less than 0."""
        reduced = np.array(self._solver.getSolution().col_dual)
        return reduced - self._below(reduced)[self._first_rows]

    def _below(self, reduced: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far duals of the rows that columns begin with are too high, since the columns' upper bounds have duals of their own."""
        below = np.zeros(self.rows)
        np.minimum.at(below, self._first_rows, reduced)
        return below

    def add(self, plan: WeeklyPlan) -> bool:
        """The plan is one of those to choose from; answers whether it is new, which it is not if only its points are fewer."""
        key = plan.volunteer, plan.visits, plan.spans
        cost = plan.points / SCALE + self._rows.folded_points(plan.visits)
        if key in self._known:
            column = self._known[key]
            if plan.points / SCALE < self._points[column]:
                self._points[column] = plan.points / SCALE
                self._solver.changeColCost(column, cost)
            return False
        self._known[key] = self._columns
        self._points[self._columns] = plan.points / SCALE
        served = _dates_of_needs(plan.visits, self._instance.days)
        times = Counter(self._rows.of_visit[visit] for visit in plan.visits)
        faces = [self._rows.of_face[need] for need in served if self._rows.of_face[need] >= 0]
        rows, values = [plan.volunteer, *times, *faces], [1.0, *map(float, times.values()), *[-1.0] * len(faces)]
        for visit in plan.visits:
            self._with_visit[visit][plan.volunteer].append(self._columns)
        for cut in self._cuts_about(plan.volunteer, served):
            self._plans_of[cut].append(self._columns)
            if cut in self._cut_rows:
                rows.append(self._cut_rows[cut])
                values.append(-1.0)
        for visit, earliest, latest in plan.spans:
            self._there[visit][plan.volunteer].append((self._columns, earliest, latest))
            for meeting in self._meetings[visit]:
                if share := meeting.shares(self._crew(visit), plan.volunteer, earliest, latest):
                    rows.append(self._cut_rows[meeting])
                    values.append(-float(share))
        self._column(cost, rows, values)
        return True

    def solve(self, *, hasty: bool = False) -> Optimum:
        """The optimum over the plans so far (on the way to it, if hasty); then cuts that it violates are added, with duals of 0."""
        most = max(LEAST, int(HASTE * self.rows)) if hasty else highspy.kHighsIInf
        self._solver.setOptionValue("simplex_iteration_limit", most)
        self._solver.run()
        points, solution = self._solver.getInfo().objective_function_value, self._solver.getSolution()
        status = self._solver.getModelStatus()
        feasible = status != highspy.HighsModelStatus.kInfeasible
        reached = status == highspy.HighsModelStatus.kOptimal
        duals, new = np.array(solution.row_dual), 0
        if reached:
            self._values = np.array(solution.col_value)
            new = self.cut()
        below = self._below(np.array(solution.col_dual))[: self._instance.volunteers + self._instance.needs]
        duals[: len(below)] += below
        visits, cadres, faces, cuts = self._rows.prices(duals)
        prices, volunteers = (visits, cadres, faces, np.append(cuts, np.zeros(new))), duals[: self._instance.volunteers]
        return Optimum(points, prices, volunteers, new, feasible, reached)

    def shares(self) -> list[tuple[WeeklyPlan, float]]:
        """Plans that the last optimum is made of, with what they cost now, and how much of each."""
        shares = {column: float(self._values[column]) for column in np.nonzero(self._values > NOBODY)[0].tolist()}
        return [
            (WeeklyPlan(volunteer, visits, round(SCALE * self._points[column]), spans), shares[column])
            for (volunteer, visits, spans), column in self._known.items()
            if column in shares
        ]

    def plans(self) -> list[WeeklyPlan]:
        """All plans to choose from, but for those that are forbidden."""
        return [
            WeeklyPlan(volunteer, visits, round(SCALE * self._points[column]), spans)
            for (volunteer, visits, spans), column in self._known.items()
            if column not in self._forbidden
        ]

    def forbid(self, appointments: Appointments | None) -> None:
        """What does not go together with these appointments, and nothing else, is not chosen from now on."""
        forbidden = set() if appointments is None else set(self._against(appointments))
        for columns, most in ((forbidden - self._forbidden, 0.0), (self._forbidden - forbidden, 1.0)):
            changed = np.array(sorted(columns), dtype=np.int32)
            bounds = np.zeros(len(changed)), np.full(len(changed), most)
            self._solver.changeColsBounds(len(changed), changed, *bounds)
        self._forbidden = forbidden

    def position(self) -> Position:
        """Where the solver stands after the last optimum."""
        return Position(self._solver.getBasis(), self._values)

    def resume(self, position: Position) -> None:
        """The solver stands there again; columns and rows that are newer are none of that optimum."""
        basis, status = highspy.HighsBasis(), highspy.HighsBasisStatus
        columns, rows = list(position.basis.col_status), list(position.basis.row_status)
        basis.col_status = columns + [status.kLower] * (self._columns - len(columns))
        basis.row_status = rows + [status.kBasic] * (self.rows - len(rows))
        basis.valid = True
        self._solver.setBasis(basis)
        self._values = position.values

    def _against(self, appointments: Appointments) -> Iterator[int]:
        """Columns of plans and patterns that do not go together with the appointments."""
        for visit in np.nonzero(appointments.closed.any(axis=0))[0].tolist():
            closed, start = appointments.closed[:, visit], appointments.starts[visit]
            for volunteer, columns in self._with_visit[visit].items():
                if closed[volunteer]:
                    yield from columns
                elif start != ANY:
                    there = self._there[visit][volunteer]
                    yield from (column for column, earliest, latest in there if not earliest == latest == start)
        for need, of_need in self._patterns_of.items():
            for column, mask in of_need:
                if not appointments.patterns[need, mask]:
                    yield column

    def meet(self) -> int:
        """Meetings that the last optimum misses are cuts from now on; answers how many it misses."""
        self._meets = True
        return self.cut()

    def _cuts_about(self, volunteer: int, served: Mapping[int, int]) -> Iterator[Together]:
        """Cuts that a plan with these dates of needs can violate: of any dates of a need with a crew, of several if by anybody."""
        for need, mask in served.items():
            part = mask
            while part:
                if self._of_crew[need]:
                    yield Together(volunteer, need, part)
                if part & part - 1:
                    yield Together(ANYBODY, need, part)
                part = part - 1 & mask

    def impose(self, cut: Cut) -> None:
        """The cut holds from now on."""
        patterns = self._with_dates(cut)
        plans = dict.fromkeys(self._plans_of[cut], 1) if isinstance(cut, Together) else self._meet(cut)
        columns = np.array([*patterns, *plans], dtype=np.int32)
        coefficients = np.array(
            [cut.members(self._instance)] * len(patterns) + [-share for share in plans.values()], dtype=np.float64
        )
        self._cut_rows[cut] = self.rows
        self._solver.addRow(0.0, highspy.kHighsInf, len(columns), columns, coefficients)

    def _meet(self, meeting: Meeting) -> dict[int, int]:
        """How much of each plan is in the row of a meeting that is new."""
        visit = meeting.visit(self._instance.days)
        self._meetings[visit].append(meeting)
        found: dict[int, int] = {}
        for volunteer, plans in self._there[visit].items():
            if meeting.concerns(volunteer):
                columns, earliest, latest = np.array(plans).T
                shares = meeting.shares(self._crew(visit), volunteer, earliest, latest)
                found |= zip(columns[shares > 0].tolist(), shares[shares > 0].tolist(), strict=True)
        return found

    def _crew(self, visit: int) -> int:
        return int(self._instance.need_crew[visit // self._instance.days])

    def _with_dates(self, cut: Cut) -> list[int]:
        return [column for column, mask in self._patterns_of[cut.need] if mask & cut.dates == cut.dates]

    def cut(self) -> int:
        """Cuts that the last optimum violates hold from now on; answers how many."""
        values = np.pad(self._values, (0, max(0, self._columns - len(self._values))))
        new = [*self._too_often(values), *(self._missed(values) if self._meets else ())]
        for cut in new:
            self.impose(cut)
        return len(new)

    def _too_often(self, values: NDArray[np.float64]) -> Iterator[Cut]:
        for cut, plans in self._plans_of.items():
            there = values[plans].sum()
            if there > VIOLATED and cut not in self._cut_rows:
                possible = cut.members(self._instance) * values[self._with_dates(cut)].sum()
                if there > possible + VIOLATED:
                    yield cut

    def _missed(self, values: NDArray[np.float64]) -> Iterator[Cut]:
        arrivals = defaultdict(list)
        for plan, share in self.shares():
            for visit, earliest, latest in plan.spans:
                arrivals[visit].append((plan.volunteer, earliest, latest, share))
        for visit, of_visit in arrivals.items():
            need, day = divmod(visit, self._instance.days)
            arrived = Arrivals(*(np.array(column) for column in zip(*of_visit, strict=True)))
            served = values[self._with_dates(Together(ANYBODY, need, 1 << day))].sum()
            for meeting in missed(need, 1 << day, self._crew(visit), served, arrived):
                if meeting not in self._cut_rows:
                    yield meeting

    def _add_rows(self) -> None:
        lower, upper = self._rows.bounds()
        none = np.empty(0, dtype=np.int32)
        self._solver.addRows(len(lower), lower, upper, 0, np.zeros(len(lower), dtype=np.int32), none, np.empty(0))

    def _patterns(self, instance: Instance, pattern_points: Points) -> None:
        dates = dates_of_masks(instance)
        for need in range(instance.needs):
            cadres = (
                self._rows.cadres
                + instance.need_cadre[instance.need_cadre_ptr[need] : instance.need_cadre_ptr[need + 1]]
            )
            crew, free = float(instance.need_crew[need]), float(instance.free_faces[need])
            if self._rows.folded[need]:
                rows = [self._rows.needs + need, *cadres.tolist()]
                self._patterns_of[need].append((self._columns, 0))
                self._column(int(pattern_points[need, 0]), rows, [1.0, *[-1.0] * len(cadres)])
                continue
            face = self._rows.of_face[need]
            for mask in np.nonzero(pattern_points[need] < FORBIDDEN)[0].tolist():
                visits = [
                    self._rows.of_visit[need * instance.days + day] for day in np.nonzero(dates[mask])[0].tolist()
                ]
                self._patterns_of[need].append((self._columns, mask))
                first = [*cadres.tolist(), face] if mask else []
                rows = [self._rows.needs + need, *visits, *first]
                worth = [1.0] * len(cadres) + [free] if mask else []
                self._column(int(pattern_points[need, mask]), rows, [1.0, *[-crew] * len(visits), *worth])

    def _column(self, points: float, rows: list[int], values: list[float], most: float = 1.0) -> None:
        self._solver.addCol(points, 0.0, most, len(rows), np.array(rows, dtype=np.int32), np.array(values))
        self._first_rows.append(rows[0])
        self._columns += 1


def _dates_of_needs(visits: Iterable[int], days: int) -> dict[int, int]:
    """Needs of visits, each with the bit mask of its dates."""
    dates: dict[int, int] = defaultdict(int)
    for visit in visits:
        need, day = divmod(visit, days)
        dates[need] |= 1 << day
    return dates

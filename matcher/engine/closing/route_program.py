"""The best choice of routes near a linear optimum, a date at a time: for each tour one, for each need a pattern.

    min  Σ points(route) z + Σ load_v + Σ points(pattern) y + Σ unserved points u_c + Σ face points f_n
    s.t. Σ routes of a tour z ≤ 1,   Σ patterns of need n y = 1
         Σ routes with visit i z − crew · Σ y of patterns with visit i = 0
         load_v ≥ each line below the curve of v's points at his minutes;  limits of the week and of dates with several tours
         1 ≥ w_vn ≥ Σ routes of v with a visit of n z,   f_n ≥ Σ_v w_vn − free faces · Σ y of non-empty patterns
         u_c + Σ y of non-empty patterns of needs of cadre c ≥ 1

Weeks as columns have a sharper linear program, but where a roster is near the optimum its weeks are hundreds of thousands, its routes
thousands. Visits of a cadre at once and crews without a common start are not seen here, but for lessons about choices; nor is anything
beyond the routes given.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

import numpy as np

from matcher.engine.bound.near_routes import NearRoutes
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.closing.lessons import Day, Lesson
from matcher.engine.closing.whole_numbers import WholeNumbers
from matcher.engine.routes import SCALE
from matcher.waist.instance import FORBIDDEN, MINUTES, UNLIMITED, VISITS, Instance, Points

HALF = 0.5
MANY = 1e9


class RouteProgram:
    """Of one instance, over some routes."""

    def __init__(self, instance: Instance, near: NearRoutes) -> None:
        self._instance = instance
        self._near = near
        self._program = WholeNumbers()
        self._visits: dict[int, int] = {}
        """Rows by visit."""
        self._served: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        """Rows by need, volunteer and visit."""
        self._routes()
        self._patterns()

    def choice(
        self, below: float, loose: float, seconds: float, stopped: Callable[[], bool]
    ) -> list[WeeklyPlan] | None:
        """Plans of fewer points than `below`, at most `loose` points from the fewest, or what is found in so many seconds, or until
        `stopped`; None if nothing is."""
        values = self._program.best(below - self._near.constant, loose, seconds, stopped)
        return None if values is None else self._near.plans(np.nonzero(values[: len(self._near.tour)] > HALF)[0])

    def days(self, volunteer: int, day: int) -> set[Day]:
        """What the volunteer could do on a date, as far as one route tells."""
        return {self._day(route) for route in self._on(volunteer, day)}

    def learn(self, lesson: Lesson) -> bool:
        """Choices from now on are not what the lesson says is impossible; whether it says so."""
        if lesson.points is not None:
            return False
        on_date = [(route, days) for volunteer, days in lesson.of.items() for route in self._on(volunteer, lesson.day)]
        alike = {route: 1.0 for route, days in on_date if self._day(route) in days}
        self._program.row(most=len(lesson.of) - 1.0, shares=alike)
        return True

    def _on(self, volunteer: int, day: int) -> list[int]:
        """The volunteer's routes on a date."""
        first, end = self._near.volunteer.searchsorted([volunteer, volunteer + 1])
        own: list[int] = (first + np.nonzero(self._instance.tour_day[self._near.tour[first:end]] == day)[0]).tolist()
        return own

    def _day(self, route: int) -> Day:
        return frozenset(visit for visit in self._near.visits[route].tolist() if visit >= 0)

    def _routes(self) -> None:
        """A column for each route, the first ones."""
        instance, near, program = self._instance, self._near, self._program
        tours = {tour: program.row(most=1.0) for tour in np.unique(near.tour).tolist()}
        limits = {volunteer: [*self._limits(volunteer)] for volunteer in np.unique(near.volunteer).tolist()}
        loads = {volunteer: [*self._load(volunteer)] for volunteer in limits}
        columns = zip(
            near.volunteer.tolist(), near.tour.tolist(), near.visits.tolist(), near.points.tolist(), strict=True
        )
        for volunteer, tour, padded, points in columns:
            visits = [visit for visit in padded if visit >= 0]
            minutes = int(instance.need_minutes[[visit // instance.days for visit in visits]].sum())
            shares = {tours[tour]: 1.0} | {row: slope * minutes for row, slope in loads[volunteer] if slope}
            for row, day, quantity in limits[volunteer]:
                if day < 0 or day == instance.tour_day[tour]:
                    shares[row] = float(minutes if quantity == MINUTES else len(visits))
            for visit in visits:
                if visit not in self._visits:
                    self._visits[visit] = program.row(0.0, 0.0)
                shares[self._visits[visit]] = 1.0
                by_volunteer = self._served[visit // instance.days][volunteer]
                if visit not in by_volunteer:
                    by_volunteer[visit] = program.row(most=0.0)
                shares[by_volunteer[visit]] = 1.0
            program.column(points / SCALE, shares)
        for of_volunteer in loads.values():
            program.column(1.0, {row: -1.0 for row, _ in of_volunteer}, MANY, whole=False)

    def _limits(self, volunteer: int) -> Iterator[tuple[int, int, int]]:
        """Rows of what the week (−1) and dates of several tours hold, and of which quantity."""
        dates = Counter(self._instance.tour_day[self._instance.tours_of(volunteer)].tolist())
        for day in (-1, *(day for day, tours in dates.items() if tours > 1)):
            for quantity in (VISITS, MINUTES):
                most = int(self._instance.limit[volunteer, 1 + day if day >= 0 else -1, quantity])
                if most < UNLIMITED:
                    yield self._program.row(most=float(most)), day, quantity

    def _load(self, volunteer: int) -> Iterator[tuple[int, float]]:
        """Rows of lines below the curve of the volunteer's points, and their slopes per minute."""
        curve = self._instance.load_points[self._instance.volunteer_load[volunteer]]
        for minutes, slope in _lines_below(curve):
            yield self._program.row(most=slope * minutes - float(curve[minutes])), slope

    def _patterns(self) -> None:
        """Columns for what needs and cadres choose."""
        instance, near, program = self._instance, self._near, self._program
        faces = {need: self._faces(volunteers) for need, volunteers in self._served.items()}
        firsts = [program.row(least=1.0) for _ in instance.cadre_unserved_points]
        for need in range(instance.needs):
            one = program.row(1.0, 1.0)
            cadres = instance.need_cadre[instance.need_cadre_ptr[need] : instance.need_cadre_ptr[need + 1]].tolist()
            for mask in np.nonzero(near.pattern_points[need] < FORBIDDEN)[0].tolist():
                visits = [need * instance.days + day for day in range(instance.days) if mask >> day & 1]
                if not all(visit in self._visits for visit in visits):
                    continue
                shares = {one: 1.0} | {self._visits[visit]: -float(instance.need_crew[need]) for visit in visits}
                if visits:
                    shares |= {firsts[cadre]: 1.0 for cadre in cadres}
                    shares[faces[need]] = -float(instance.free_faces[need])
                program.column(float(near.pattern_points[need, mask]), shares)
        for first, points in zip(firsts, instance.cadre_unserved_points.tolist(), strict=True):
            program.column(float(points), {first: 1.0}, whole=False)

    def _faces(self, volunteers: Mapping[int, Mapping[int, int]]) -> int:
        """The row that counts faces of a need; of each volunteer there are the rows of its visits."""
        faces = self._program.row(most=0.0)
        for visits in volunteers.values():
            self._program.column(0.0, dict.fromkeys(visits.values(), -1.0) | {faces: 1.0}, whole=False)
        self._program.column(float(self._instance.face_points), {faces: -1.0}, MANY, whole=False)
        return faces


def _lines_below(curve: Points) -> list[tuple[int, float]]:
    """Where lines begin that are nowhere above the points of a curve, but together as high as can be, and their slopes."""
    corners: list[int] = []
    for at, points in enumerate(curve.tolist()):
        while len(corners) > 1:
            first, last = corners[-2:]
            if (curve[last] - curve[first]) * (at - first) < (points - curve[first]) * (last - first):
                break
            corners.pop()
        corners.append(at)
    return [(first, float(curve[last] - curve[first]) / (last - first)) for first, last in pairwise(corners)]

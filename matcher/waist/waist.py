"""The waist while rules write into it: one method per thing a rule can say; `instance` then lays the arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.domain import Problem, Window
from matcher.domain.clock import MINUTES_PER_DAY
from matcher.waist.candidates import Candidates, Pairs, Places
from matcher.waist.excused import Excused
from matcher.waist.instance import FORBIDDEN, UNLIMITED, Flags, Ints, Points, Scope, rows_of
from matcher.waist.starts import Spans, StartCharge


class Waist:
    """Terms of one week under way. Positions of needs, volunteers and cadres are those of the problem's lists.

    Only cadres named by a need are counted; `cadre_position` knows them. A visit is `need × days + date`.
    """

    def __init__(self, problem: Problem, candidates: Candidates) -> None:
        self.problem = problem
        self.days = problem.week.days
        self.places: Places = candidates.places
        self.pairs: Pairs = candidates.pairs
        self.overriding = candidates.overriding
        self.need_position = {need.id: position for position, need in enumerate(problem.needs)}
        self.volunteer_position = {volunteer.id: position for position, volunteer in enumerate(problem.volunteers)}
        self.cadre_position = {
            cadre: position
            for position, cadre in enumerate(dict.fromkeys(c for need in problem.needs for c in need.cadres))
        }
        needs, volunteers, cadres = len(problem.needs), len(problem.volunteers), len(self.cadre_position)
        self.pair_days: Ints = self.pairs.days.copy()
        self.pair_points: Ints = np.zeros(len(self.pairs.need), dtype=np.int32)
        self.pattern_points: Points = np.zeros((needs, 1 << self.days), dtype=np.int64)
        self.starts: dict[int, Spans] = {}
        self.start_charges: dict[int, list[StartCharge]] = {}
        self.crew: Ints = np.ones(needs, dtype=np.int32)
        self.cadre_apart: Flags = np.zeros(cadres, dtype=np.bool_)
        self.cadre_volunteer: Ints = np.full(cadres, -1, dtype=np.int32)
        self.cadre_unserved_points: Points = np.zeros(cadres, dtype=np.int64)
        self.limits: Ints = np.full((volunteers, self.days + 2, 3), UNLIMITED, dtype=np.int32)
        self.load_points: list[NDArray[np.int64]] = [np.zeros(1, dtype=np.int64)] * volunteers
        self.tours: list[tuple[int, int, int]] = []
        self.ways_matter = False
        self.travel_points = 0
        self.face_points = 0
        self.free_faces: Ints = np.ones(needs, dtype=np.int32)
        self.baseline: dict[int, tuple[int, tuple[int, ...]]] = {}
        self.pinned: set[int] = set()
        self.changed_points = 0
        self.moved_points = 0

    # pair ------------------------------------------------------------------------------------------------------------
    def forbid(self, pairs: Flags, excused: Iterable[Excused] = ()) -> None:
        """These pairs (a flag each) never serve, excused visits aside."""
        self.pair_days[pairs] &= self._dates_of(excused)[pairs]

    def forbid_on(self, day: int, pairs: Flags, excused: Iterable[Excused] = ()) -> None:
        """These pairs do not serve on a date, excused visits aside."""
        self.pair_days[pairs] &= ~(1 << day) | self._dates_of(excused)[pairs]

    def charge_pairs(self, points: NDArray[np.integer]) -> None:
        """Each visit by pair p costs points[p] more (an entry per pair)."""
        self.pair_points += points.astype(np.int32)

    # time ------------------------------------------------------------------------------------------------------------
    def open_starts(self, need: int, windows: Iterable[Window]) -> None:
        """A visit of the need lies inside one of the windows."""
        minutes = self.problem.needs[need].minutes
        for window in windows:
            start, end = self.problem.minute(window.start), self.problem.minute(window.end)
            day = start // MINUTES_PER_DAY
            self.starts.setdefault(need * self.days + day, Spans(self._grid(day))).add(start, end - minutes)

    def open_start(self, visit: Excused) -> None:
        """An excused visit starts when it does, whatever the windows."""
        self.starts.setdefault(visit.need * self.days + visit.day, Spans(self._grid(visit.day))).add(
            visit.start, visit.start
        )

    def charge_starts_outside(self, need: int, windows: Sequence[Window], points: int) -> None:
        """A visit of the need that starts inside none of the windows costs points."""
        inside = [(self.problem.minute(window.start), self.problem.minute(window.end)) for window in windows]
        for day in range(self.days):
            self.start_charges.setdefault(need * self.days + day, []).append(StartCharge(tuple(inside), points))

    def open_tour(self, volunteer: int, window: Window) -> None:
        """The volunteer may leave the base at the window's start and must be back at its end."""
        self.tours.append((volunteer, self.problem.minute(window.start), self.problem.minute(window.end)))

    def lay_ways(self) -> None:
        """Legs take their travel minutes (else none)."""
        self.ways_matter = True

    def charge_ways(self, points: int) -> None:
        """Each minute of each leg costs points."""
        self.travel_points += points

    # resource --------------------------------------------------------------------------------------------------------
    def limit(self, scope: Scope, quantity: int, most: NDArray[np.integer]) -> None:
        """The sum of a quantity (VISITS, MINUTES, TRAVEL) per tour, day or week is at most this, an entry per volunteer.

        For days there may be an entry per volunteer and date instead.
        """
        columns = self.limits[:, rows_of(scope, self.days), quantity]
        most = np.minimum(most, UNLIMITED).astype(np.int32)
        np.minimum(columns, most if most.ndim == 2 else most[:, None], out=columns)

    def charge_load(self, volunteer: int, points: NDArray[np.int64]) -> None:
        """Serving u minutes in the week costs the volunteer points[u], the last entry beyond the end."""
        now = self.load_points[volunteer]
        size = max(len(now), len(points))
        both = [np.pad(part, (0, size - len(part)), mode="edge") for part in (now, points)]
        self.load_points[volunteer] = both[0] + both[1]

    # pattern ---------------------------------------------------------------------------------------------------------
    @cached_property
    def dates_of_pattern(self) -> Flags:
        """Row m holds, for each date, whether the bit mask m serves it; shape [2^days, days]."""
        masks = np.arange(1 << self.days)[:, None]
        served: Flags = (masks >> np.arange(self.days)) & 1 == 1
        return served

    def forbid_patterns(self, need: int, patterns: Flags) -> None:
        """The need is never served on exactly these sets of dates (a flag per bit mask)."""
        self.pattern_points[need, patterns] = FORBIDDEN

    def charge_patterns(self, need: int, points: NDArray[np.integer]) -> None:
        """Serving the need on exactly the dates of mask m costs points[m] more."""
        self.pattern_points[need] = np.minimum(self.pattern_points[need] + points, FORBIDDEN)

    def charge_unserved(self, cadre: int, points: int) -> None:
        """A cadre whom no visit serves costs points."""
        self.cadre_unserved_points[cadre] += points

    # company ---------------------------------------------------------------------------------------------------------
    def send_crew(self, need: int, volunteers: int) -> None:
        """So many volunteers are at each visit of the need from start to end."""
        self.crew[need] = volunteers

    def keep_apart(self, cadre: int) -> None:
        """Visits that serve the cadre do not overlap."""
        self.cadre_apart[cadre] = True

    def same_person(self, cadre: int, volunteer: int) -> None:
        """Volunteer and cadre are one person, who is in one place at a time."""
        self.cadre_volunteer[cadre] = volunteer

    # faces -----------------------------------------------------------------------------------------------------------
    def charge_faces(self, points: int, free: NDArray[np.integer]) -> None:
        """Each different volunteer of need n beyond free[n] costs points."""
        self.face_points, self.free_faces = points, free.astype(np.int32)

    # baseline --------------------------------------------------------------------------------------------------------
    def charge_changes(self, changed: int, moved: int) -> None:
        """A published visit costs `changed` if no visit of that date has its volunteers, else `moved` if it starts
        at another time."""
        self.changed_points, self.moved_points = changed, moved
        for visit in self.problem.published:
            self._publish(visit.need, visit.start, visit.volunteers)

    def pin(self, need: str, start: datetime, volunteers: Iterable[str]) -> None:
        """This visit stands as it is."""
        self.pinned.add(self._publish(need, start, volunteers))

    def hold(self, need: str, start: datetime) -> None:
        """A visit that was not published stands as it is; the instance then is good for that roster alone."""
        self.pinned.add(self._visit(need, start))

    def _publish(self, need: str, start: datetime, volunteers: Iterable[str]) -> int:
        visit, minute = self._visit(need, start), self.problem.minute(start)
        self.baseline[visit] = (minute, tuple(sorted(self.volunteer_position[v] for v in volunteers)))
        return visit

    def _visit(self, need: str, start: datetime) -> int:
        return self.need_position[need] * self.days + self.problem.minute(start) // MINUTES_PER_DAY

    def _dates_of(self, visits: Iterable[Excused]) -> Ints:
        """Per pair, the bit mask of dates on which one of these visits is by it."""
        dates: Ints = np.zeros(len(self.pairs.need), dtype=np.int32)
        for visit in visits:
            of_need = self.pairs.need == visit.need
            dates[of_need & np.isin(self.pairs.volunteer, visit.volunteers)] |= 1 << visit.day
        return dates

    def _grid(self, day: int) -> tuple[int, int]:
        return day * MINUTES_PER_DAY, self.problem.grid_minutes

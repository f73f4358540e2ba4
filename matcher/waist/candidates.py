"""Which volunteer–need pairs are worth looking at: found by service and by geography, never by trying all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_

import numpy as np
from scipy.spatial import cKDTree

from matcher.domain import Point, Problem
from matcher.travel import Place, base_of, place_of, travel_times
from matcher.travel.by_speed import EARTH_RADIUS_METRES
from matcher.waist.excused import Excused, excused_by_rule
from matcher.waist.instance import Ints


@dataclass(frozen=True)
class Places:
    """Every place of a problem, once; needs and volunteers point into the list."""

    places: tuple[Place, ...]
    of_need: Ints
    of_volunteer: Ints

    @classmethod
    def of(cls, problem: Problem) -> Places:
        """Places of needs, then bases."""
        position: dict[tuple[str, Place], int] = {}
        of_need = [
            position.setdefault(("need" if need.location else "cadre", place_of(need, problem)), len(position))
            for need in problem.needs
        ]
        of_volunteer = [
            position.setdefault(("volunteer", base_of(volunteer)), len(position)) for volunteer in problem.volunteers
        ]
        places = tuple(place for _, place in position)
        return cls(places, np.array(of_need, dtype=np.int32), np.array(of_volunteer, dtype=np.int32))


@dataclass(frozen=True)
class Pairs:
    """Volunteer–need pairs sorted by volunteer, then need: arrays of one length."""

    volunteer: Ints
    need: Ints
    way_from_base: Ints
    """Minutes from the volunteer's base to the need's place."""
    days: Ints
    """Bit mask of the dates on which there is such a pair: all of them, but for pairs of excused visits alone."""


Columns = tuple[Ints, Ints, Ints, Ints]


class Candidates:
    """What rules say about pairs before there are any; `pairs` then lays them."""

    def __init__(self, problem: Problem, overriding: Mapping[str, tuple[Excused, ...]] | None = None) -> None:
        """`overriding` are visits that stand, by the rules that they override: those published, unless given."""
        self.problem = problem
        self._overriding = excused_by_rule(problem, problem.published) if overriding is None else overriding
        self._offers: Sequence[frozenset[str]] = ()
        self._asks: Sequence[str] = ()
        self._minutes: int | None = None
        self._offered_still: Iterable[Excused] = ()
        self._within_still: Iterable[Excused] = ()

    def overriding(self, rule: str) -> tuple[Excused, ...]:
        """Visits that override the rule of this name."""
        return self._overriding.get(rule, ())

    def only_offered(
        self, offers: Sequence[frozenset[str]], asks: Sequence[str], excused: Iterable[Excused] = ()
    ) -> None:
        """A pair exists only where the volunteer's set (one per volunteer) holds the need's word (one per need)."""
        self._offers, self._asks, self._offered_still = offers, asks, excused

    def only_within(self, minutes: int, excused: Iterable[Excused] = ()) -> None:
        """A pair exists only where the way from the volunteer's base takes at most so many minutes."""
        self._minutes, self._within_still = minutes, excused

    @cached_property
    def places(self) -> Places:
        """All places of the problem."""
        return Places.of(self.problem)

    @cached_property
    def pairs(self) -> Pairs:
        """The pairs that are left. Memory and time grow with their number."""
        needs_by_word: dict[str, list[int]] = defaultdict(list)
        for need, word in enumerate(self._asks or [""] * len(self.problem.needs)):
            needs_by_word[word].append(need)
        offers = self._offers or [frozenset(needs_by_word)] * len(self.problem.volunteers)
        found = [
            self._near(mode, np.array(volunteers, dtype=np.int32), np.array(needs, dtype=np.int32))
            for word, needs in needs_by_word.items()
            for mode, volunteers in self._volunteers_by_mode(word, offers).items()
        ]
        found += [self._only_excused()]
        columns: list[Ints] = [np.concatenate([part[column] for part in found]) for column in range(4)]
        order = np.lexsort((columns[1], columns[0]))
        return Pairs(*(column[order] for column in columns))

    def _only_excused(self) -> Columns:
        """Pairs of excused visits that are not offered or not near, on the dates of these visits alone."""
        offered, within = _dates_by_pair(self._offered_still), _dates_by_pair(self._within_still)
        rows = []
        for volunteer, need in offered.keys() | within.keys():
            way, barred_but = self._way(volunteer, need), []
            if self._offers and self._asks[need] not in self._offers[volunteer]:
                barred_but.append(offered[volunteer, need])
            if self._minutes is not None and way > self._minutes:
                barred_but.append(within[volunteer, need])
            if barred_but and (days := reduce(and_, barred_but)):
                rows.append((volunteer, need, way, days))
        volunteers, needs, ways, dates = np.array(rows, dtype=np.int32).reshape(-1, 4).T
        return volunteers, needs, ways, dates

    def _way(self, volunteer: int, need: int) -> int:
        travel = travel_times(self.problem)[self.problem.volunteers[volunteer].mode]
        base, home = self.places.of_volunteer[volunteer], self.places.of_need[need]
        return travel.minutes(self.places.places[base], self.places.places[home])

    @property
    def _every_day(self) -> int:
        return (1 << self.problem.week.days) - 1

    def _volunteers_by_mode(self, word: str, offers: Sequence[frozenset[str]]) -> dict[str, list[int]]:
        by_mode: dict[str, list[int]] = defaultdict(list)
        for position, volunteer in enumerate(self.problem.volunteers):
            if word in offers[position]:
                by_mode[volunteer.mode].append(position)
        return by_mode

    def _near(self, mode: str, volunteers: Ints, needs: Ints) -> Columns:
        """Pairs of these volunteers (all of one mode) and needs within the minutes, with their ways."""
        travel = travel_times(self.problem)[mode]
        metres = travel.furthest_metres(self._minutes) if self._minutes is not None else np.inf
        bases = [self.places.places[self.places.of_volunteer[v]].point for v in volunteers]
        homes = [self.places.places[self.places.of_need[n]].point for n in needs]
        v, n = _closer_than(metres, bases, homes)
        v, n = volunteers[v], needs[n]
        way = travel.among(self.places.places)(self.places.of_volunteer[v], self.places.of_need[n])
        keep = way <= self._minutes if self._minutes is not None else np.ones(len(way), dtype=np.bool_)
        return v[keep], n[keep], way[keep], np.full(np.count_nonzero(keep), self._every_day, dtype=np.int32)


def _dates_by_pair(visits: Iterable[Excused]) -> dict[tuple[int, int], int]:
    """Bit masks of the dates of visits, by each of their volunteers and the need."""
    dates: dict[tuple[int, int], int] = defaultdict(int)
    for visit in visits:
        for volunteer in visit.volunteers:
            dates[volunteer, visit.need] |= 1 << visit.day
    return dates


def _closer_than(metres: float, origins: Sequence[Point], destinations: Sequence[Point]) -> tuple[Ints, Ints]:
    """Positions of all pairs of points at most so many metres apart, found by a k-d tree of unit vectors."""
    if metres >= EARTH_RADIUS_METRES:
        v, n = np.indices((len(origins), len(destinations)), dtype=np.int32)
        return v.ravel(), n.ravel()
    chord = 2 * np.sin(metres / EARTH_RADIUS_METRES / 2) * (1 + 1e-9) + 1e-9
    near = cKDTree(_unit_vectors(origins)).query_ball_tree(cKDTree(_unit_vectors(destinations)), chord)
    v = np.repeat(np.arange(len(origins), dtype=np.int32), [len(found) for found in near])
    return v, np.array([position for found in near for position in found], dtype=np.int32)


def _unit_vectors(points: Sequence[Point]) -> np.ndarray:
    degrees = np.radians(np.array([(point.lat, point.lon) for point in points], dtype=np.float64))
    lat, lon = degrees[:, 0], degrees[:, 1]
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))

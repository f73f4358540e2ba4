"""Volunteers' side of the bound: given a price for every visit, the weekly plan that earns a volunteer the most.

A plan is a route for each tour. With e_t(m) what the best route of m service minutes earns on tour t (see
`tour_pricing`), it earns

    max over m_1, …, m_T with Σ m_t ≤ weekly limit of  Σ e_t(m_t) − load points of Σ m_t,

found by dynamic programming over the tours. Limits that join tours of one date, a need served on two dates that do not go
together, and whatever joins volunteers are left out: no volunteer earns more than this in any roster.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import floyd_warshall

from matcher.engine.bound.tour_pricing import EARNS, price_tour
from matcher.engine.bound.week_pricing import combine_tours
from matcher.waist.instance import MINUTES, UNLIMITED, VISITS, Instance, Ints, Points

SCALE = 64
"""Prices are whole multiples of 1 / SCALE point: what is summed is exact."""


class WeeklyPlan(NamedTuple):
    """What a volunteer does: visits (need × D + date), and points (load included, prices not)."""

    volunteer: int
    visits: tuple[int, ...]
    points: int


class _Tour(NamedTuple):
    window: tuple[int, int]
    most: tuple[int, int]
    candidates: Points  # [C, 7], see tour_pricing; EARNS is less the points of pair and baseline, times SCALE
    visits: NDArray[np.int64]  # [C]


class Volunteers:
    """All volunteers of an instance, ready to be priced again and again."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        crew = np.repeat(np.repeat(instance.need_crew, instance.days), np.diff(instance.start_ptr))
        share = SCALE * instance.start_points.astype(np.int64) // crew
        self._spans = np.column_stack((instance.start_first, instance.start_last, share)).astype(np.int64)
        self._ways = _triangular_ways(instance)
        self._tours = [_tour(instance, tour) for tour in range(instance.tours)]

    def best_plan(self, volunteer: int, prices: Points) -> tuple[int, WeeklyPlan | None]:
        """The most that the volunteer can earn at these prices (times SCALE), and a plan that does, if one was found."""
        instance = self._instance
        first, last = int(instance.volunteer_tour_ptr[volunteer]), int(instance.volunteer_tour_ptr[volunteer + 1])
        week = min(
            int(instance.limit[volunteer, 2, MINUTES]), sum(self._tours[tour].most[1] for tour in range(first, last))
        )
        longest = max((self._tours[tour].most[0] for tour in range(first, last)), default=0)
        earned = np.full((last - first, week + 1), -1, dtype=np.int64)
        routes = np.full((last - first, week + 1, max(longest, 1)), -1, dtype=np.int64)
        complete = True
        for place, tour in enumerate(range(first, last)):
            complete &= self._price(tour, volunteer, prices, week, earned[place], routes[place])
        curve = instance.load_points[instance.volunteer_load[volunteer]]
        load = SCALE * curve[np.minimum(np.arange(week + 1), len(curve) - 1)]
        best, minutes = combine_tours(earned, load, np.empty((last - first + 1, week + 1), dtype=np.int64))
        if not complete:
            return int(best), None
        visits = routes[np.arange(last - first), minutes].ravel()
        visits = visits[visits >= 0]
        points = int(prices[visits].sum()) - int(best)
        return int(best), WeeklyPlan(volunteer, tuple(sorted(visits.tolist())), points // SCALE)

    def _price(
        self, tour: int, volunteer: int, prices: Points, week: int, earned: Points, routes: NDArray[np.int64]
    ) -> bool:
        instance, one = self._instance, self._tours[tour]
        earns = one.candidates[:, EARNS] + prices[one.visits]
        worth = np.nonzero(earns > 0)[0]
        candidates = one.candidates[worth]
        candidates[:, EARNS] = earns[worth]
        return bool(
            price_tour(
                candidates,
                self._spans,
                self._ways[int(instance.way_start[volunteer])],
                int(instance.base_place[volunteer]),
                instance.grid,
                one.window,
                (SCALE * instance.travel_points, SCALE * instance.moved_points),
                (one.most[0], min(one.most[1], week)),
                earned,
                routes,
            )
        )


def _triangular_ways(instance: Instance) -> dict[int, Ints]:
    """Each table of ways by its start, shortened so that no detour is ever shorter than the way: no way gets longer."""
    tables = {}
    for start, size in {(int(a), int(b)) for a, b in zip(instance.way_start, instance.way_size, strict=True)}:
        table = instance.way[start : start + size * size].reshape(size, size).astype(np.float64)
        np.fill_diagonal(table, 0)
        tables[start] = np.ascontiguousarray(np.rint(_closed(table)).astype(np.int32))
    return tables


def _closed(table: NDArray[np.float64]) -> NDArray[np.float64]:
    closed: NDArray[np.float64] = floyd_warshall(np.where(table == 0, 1e-6, table))
    return closed


def _tour(instance: Instance, tour: int) -> _Tour:
    volunteer, day = int(instance.tour_volunteer[tour]), int(instance.tour_day[tour])
    window = int(instance.tour_start[tour]), int(instance.tour_end[tour])
    candidates = _candidates(instance, volunteer, day)
    limit = instance.limit[volunteer].min(axis=0, initial=UNLIMITED)
    minutes = min(window[1] - window[0], int(limit[MINUTES]))
    shortest = int(candidates[:, 2].min()) if len(candidates) else 1
    visits = max(0, min(int(limit[VISITS]), len(candidates), minutes // shortest))
    return _Tour(window, (visits, minutes), candidates, candidates[:, 0].copy())


def _candidates(instance: Instance, volunteer: int, day: int) -> Points:
    """Visits that the volunteer could do on the date; rows as `tour_pricing` names them, before any price."""
    rows = []
    for pair in range(instance.volunteer_pair_ptr[volunteer], instance.volunteer_pair_ptr[volunteer + 1]):
        if not instance.pair_days[pair] >> day & 1:
            continue
        need = int(instance.pair_need[pair])
        visit, crew = need * instance.days + day, int(instance.need_crew[need])
        who = instance.published_volunteer[instance.published_ptr[visit] : instance.published_ptr[visit + 1]]
        earns, published = -SCALE * int(instance.pair_points[pair]), -1
        if instance.published_start[visit] >= 0 and len(who) == crew and volunteer in who:
            earns += -(-SCALE * instance.changed_points // crew)
            published = int(instance.published_start[visit]) if crew == 1 else -1
        spans = int(instance.start_ptr[visit]), int(instance.start_ptr[visit + 1])
        rows.append((visit, int(instance.pair_place[pair]), int(instance.need_minutes[need]), earns, published, *spans))
    return np.array(rows, dtype=np.int64).reshape(-1, 7)

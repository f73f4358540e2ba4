"""Routes of volunteers of whom not all are listed: each tour is searched at given prices.

Prices are what visits earn less the faces of their needs, shared evenly over the visits that the volunteer can make there in a week:
that never charges too much. So where the best routes of every tour are known, none is part of a better week than one that is known
unless it earns as much as the best ones of the other tours leave to it; those that do are few, and are listed for once.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.long_tours import COLUMNS, HALF, price_long_tour
from matcher.engine.bound.prices import Offer
from matcher.engine.bound.separate_needs import dates_of_masks
from matcher.engine.bound.tour_pricing import price_tour
from matcher.engine.routes import Windows
from matcher.engine.routes.labels import EARNS, PLACE, SERVICE, VISIT
from matcher.waist.instance import FORBIDDEN, Instance, Ints, Points

FEW_BRANCHES, MOST_BRANCHES = 4_000, 10_000_000
"""Branches looked at in the search of one window, in haste: a few milliseconds; else two seconds."""
LONG = 6
"""Visits of a window beyond which it is searched by labels."""
NEAR, MOST_TIMES, MOST_LABELS = 6, 12, 20_000
"""How many near visits are remembered there at first, how often more are, and with how many labels at most."""
MOST_BETTER = 200_000
"""Sequences of one window that earn enough to be listed."""


class Listed(NamedTuple):
    """Routes of a volunteer."""

    visits: Ints  # [R, L] pair × D + date, of the volunteer's own pairs; −1 pads
    minutes: Ints  # [R] in the unit of which all services are whole multiples
    points: Points  # [R] times SCALE
    tours: NDArray[np.int64]  # [T + 1] those of the t-th tour stand at tours[t] : tours[t + 1]


class Found(NamedTuple):
    """The best routes at even prices that are found of each tour per service minutes."""

    routes: Listed
    hopes: Listed
    """Of each tour and its minutes such points, without visits, that none of its routes has fewer at even prices."""
    complete: bool
    """Hopes are what routes earn that are found."""


class Searcher:
    """All tours of an instance, ready to be searched again and again."""

    def __init__(self, instance: Instance, windows: Windows) -> None:
        self._instance = instance
        self._windows = windows
        self._most_times = _most_times(instance)

    def evenly(self, volunteer: int, offer: Offer) -> Offer:
        """The same prices with faces in them, and nothing owed."""
        ptr = self._instance.volunteer_pair_ptr
        pairs = slice(int(ptr[volunteer]), int(ptr[volunteer + 1]))
        needs, earned = self._instance.pair_need[pairs], offer.earned.copy()
        earned.reshape(-1, self._instance.days)[needs] -= (offer.faces[needs] // self._most_times[pairs])[:, None]
        return Offer(earned, np.zeros_like(offer.faces), np.zeros_like(offer.owed), {})

    def best_routes(self, volunteer: int, even: Points, most_minutes: int, unit: int, *, hasty: bool) -> Found:
        """At even prices; a week holds `most_minutes`, all services take whole multiples of a unit of minutes."""
        tours, size = self._tours(volunteer), most_minutes + 1
        hopes = np.empty((len(tours), size), dtype=np.int64)
        parts, complete = [], True
        for tour, hope in zip(tours, hopes, strict=True):
            routes, earned = self._empty(tour, size)
            whole = self._find(tour, self._candidates(tour, even, even), hasty, unit, hope, earned, routes)
            there = (earned > 0) & (routes[:, 0] >= 0)
            complete = complete and whole
            parts.append(self._listed(volunteer, routes[there], earned[there], even, unit))
        return Found(_joined(parts), _paid(hopes, unit), complete)

    def better_routes(self, volunteer: int, prices: Points, even: Points, least: Points, unit: int) -> Listed | None:
        """All routes that earn more at even prices than the least of their tour and units of minutes [T, M]; None if they are many.

        A visit that earns nothing at even prices may be worth it where its need is served on other dates.
        """
        parts: list[Listed] = []
        of_minutes = -(-np.arange((least.shape[1] - 1) * unit + 1) // unit)
        for tour, at_least in zip(self._tours(volunteer), least[:, of_minutes], strict=True):
            candidates = self._candidates(tour, prices, even)
            routes, earned = self._empty(tour, MOST_BETTER)
            others, number = self._price(
                tour, candidates, MOST_BRANCHES, at_least, near=True, earned=earned, routes=routes
            )
            if others >= 0:
                return None
            routes.sort(axis=1)
            kept = _once(routes[:number], earned[:number])
            parts.append(self._listed(volunteer, routes[kept], earned[kept], even, unit))
        return _joined(parts)

    def _tours(self, volunteer: int) -> range:
        ptr = self._instance.volunteer_tour_ptr
        return range(int(ptr[volunteer]), int(ptr[volunteer + 1]))

    def _empty(self, tour: int, size: int) -> tuple[NDArray[np.int64], Points]:
        """Room for so many routes of a tour, and for what they earn."""
        return np.empty((size, max(1, self._windows.tours[tour].most[0])), dtype=np.int64), np.empty(
            size, dtype=np.int64
        )

    def _listed(self, volunteer: int, routes: NDArray[np.int64], earned: Points, even: Points, unit: int) -> Listed:
        """Routes of one tour, of visits need × D + date, that earn so much at even prices."""
        first, end = self._instance.volunteer_pair_ptr[volunteer : volunteer + 2].tolist()
        needs, dates = np.divmod(routes, self._instance.days)
        own = self._instance.pair_need[first:end].searchsorted(needs) * self._instance.days + dates
        minutes = np.where(routes < 0, 0, self._instance.need_minutes[needs]).sum(axis=1) // unit
        points = np.where(routes < 0, 0, even[routes]).sum(axis=1) - earned
        visits = np.where(routes < 0, -1, own).astype(np.int32)
        return Listed(visits, minutes.astype(np.int32), points, np.array([0, len(routes)]))

    def _candidates(self, tour: int, prices: Points, even: Points) -> Points:
        """Those of the tour that earn anything at some prices, with what they earn at others."""
        candidates = self._windows.tours[tour].candidates
        earning: Points = candidates[candidates[:, EARNS] + prices[candidates[:, VISIT]] > 0]
        earning[:, EARNS] += even[earning[:, VISIT]]
        return earning

    def _find(
        self,
        tour: int,
        candidates: Points,
        hasty: bool,
        unit: int,
        hope: Points,
        earned: Points,
        routes: NDArray[np.int64],
    ) -> bool:
        """Fills in the best routes per service minutes that are found, what they earn, and the most that any could earn; answers
        whether that is the same."""
        long = self._windows.tours[tour].most[0] > LONG
        if long and self._find_long(tour, candidates, hasty, hope, earned, routes):
            return False
        branches = FEW_BRANCHES if hasty else MOST_BRANCHES
        others, _ = self._price(
            tour, candidates, branches, np.zeros_like(hope), near=False, earned=earned, routes=routes
        )
        shortest = candidates[:, SERVICE].min(initial=len(hope))
        hope[:] = earned
        hope[shortest::unit] = np.maximum(earned[shortest::unit], others)
        return others < 0

    def _find_long(
        self, tour: int, candidates: Points, hasty: bool, hope: Points, earned: Points, routes: NDArray[np.int64]
    ) -> bool:
        """The same by labels: more and more is remembered, until no visit is made twice. Answers whether there was room for them."""
        one, windows = self._windows.tours[tour], self._windows
        labels = np.empty((MOST_LABELS, COLUMNS), dtype=np.int64)
        near = _near(one.ways[np.ix_(candidates[:, PLACE], candidates[:, PLACE])], len(candidates) if hasty else NEAR)
        found, worth = np.full_like(routes, -1), np.full_like(earned, -1)
        for times in range(1 if hasty else MOST_TIMES):
            room, again = price_long_tour(
                candidates,
                windows.spans,
                one.ways,
                one.base,
                windows.grid,
                one.opens,
                windows.charges,
                min(one.most[1], len(earned) - 1),
                near,
                hasty,
                labels,
                worth,
                found,
            )
            if not room:
                return times > 0
            hope[:] = worth
            once = found[:, 0] >= 0
            routes[once], earned[:] = found[once], np.where(once, worth, -1)
            if not again:
                break
        return True

    def _price(
        self,
        tour: int,
        candidates: NDArray[np.int64],
        most_branches: int,
        at_least: Points,
        *,
        near: bool,
        earned: Points,
        routes: NDArray[np.int64],
    ) -> tuple[int, int]:
        """See `price_tour`."""
        one, windows = self._windows.tours[tour], self._windows
        most = one.most[0], min(one.most[1], len(at_least) - 1)
        others, number = price_tour(
            candidates,
            windows.spans,
            one.ways,
            one.base,
            windows.grid,
            one.opens,
            windows.charges,
            most,
            most_branches,
            at_least,
            near,
            earned,
            routes,
        )
        return int(others), int(number)


def _near(ways: Ints, most: int) -> NDArray[np.int64]:
    """Bit masks of so many candidates that are nearest to each one; see `price_long_tour`."""
    near = np.zeros((len(ways), 2), dtype=np.int64)
    for candidate, others in enumerate(np.argsort(np.minimum(ways, ways.T), axis=1, kind="stable")[:, :most]):
        for other in others[others < 2 * HALF].tolist():
            near[candidate, other // HALF] |= 1 << other % HALF
    return near


def _paid(earned: Points, unit: int) -> Listed:
    """Routes without visits, of each tour and number of service minutes [T, M] that earn anything."""
    tours, minutes = np.nonzero(earned > 0)
    nobody = np.full((len(tours), 1), -1, dtype=np.int32)
    first = tours.searchsorted(np.arange(len(earned) + 1))
    return Listed(nobody, (minutes // unit).astype(np.int32), -earned[tours, minutes], first)


def _once(routes: NDArray[np.int64], earned: Points) -> NDArray[np.int64]:
    """Of routes of the same visits, which stand in the same order, the one that earns the most."""
    order = np.lexsort((-earned, *routes.T))
    ordered = routes[order]
    others = np.append(True, (ordered[1:] != ordered[:-1]).any(axis=1))[: len(order)]
    return np.asarray(order[others])


def _joined(parts: list[Listed]) -> Listed:
    """The routes of one tour after the other."""
    longest = max(part.visits.shape[1] for part in parts)
    visits = [np.pad(part.visits, ((0, 0), (0, longest - part.visits.shape[1])), constant_values=-1) for part in parts]
    ends = np.cumsum([0, *(len(part.minutes) for part in parts)])
    minutes, points = (np.concatenate(column) for column in zip(*(part[1:3] for part in parts), strict=True))
    return Listed(np.concatenate(visits), minutes, points, ends)


def _most_times(instance: Instance) -> NDArray[np.int64]:
    """How often the volunteer of each pair may serve its need in a week; at least 1."""
    allowed, dates = instance.pattern_points < FORBIDDEN, dates_of_masks(instance).sum(axis=1)
    own = np.arange(len(dates))[None, :] & instance.pair_days[:, None]
    most: NDArray[np.int64] = np.where(allowed[instance.need_pattern[instance.pair_need]], dates[own], 0).max(
        axis=1, initial=1
    )
    return most

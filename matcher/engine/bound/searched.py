"""Routes of volunteers of whom not all are listed: each tour is searched at given prices.

Prices are what visits earn less the faces of their needs, shared evenly over the visits that the volunteer can make there in a week:
that never charges too much.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.prices import Offer
from matcher.engine.bound.separate_needs import dates_of_masks
from matcher.engine.bound.tour_pricing import price_tour
from matcher.engine.routes import Windows
from matcher.engine.routes.labels import EARNS, SERVICE, VISIT
from matcher.waist.instance import FORBIDDEN, Instance, Ints, Points


class Listed(NamedTuple):
    """Routes of a volunteer: as in `Routes`, with the places where each tour's begin."""

    visits: Ints
    minutes: Ints
    points: Points
    tours: NDArray[np.int64]


class Found(NamedTuple):
    """The best routes that are found of each tour per service minutes."""

    routes: Listed
    paid: Listed
    """The same with their prices in their points and no visits: whatever joins these then joins weeks no more."""
    at_most: Listed | None
    """Such points that no route of the tour has fewer, where some may not be found."""


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

    def best_routes(self, volunteer: int, prices: Points, size: int, most_branches: int) -> Found:
        """At these prices of visits, after at most so many branches a tour; service minutes of a week are fewer than `size`."""
        ptr = self._instance.volunteer_tour_ptr
        tours = range(int(ptr[volunteer]), int(ptr[volunteer + 1]))
        longest = max((self._windows.tours[tour].most[0] for tour in tours), default=0)
        routes = np.empty((len(tours), size, max(longest, 1)), dtype=np.int64)
        earned, at_most = np.empty((2, len(tours), size), dtype=np.int64)
        complete = True
        for tour, of_tour, found, possible in zip(tours, routes, earned, at_most, strict=True):
            one = self._windows.tours[tour]
            worth = one.candidates[:, EARNS] + prices[one.candidates[:, VISIT]]
            candidates = one.candidates[worth > 0]
            candidates[:, EARNS] = worth[worth > 0]
            others = price_tour(
                candidates,
                self._windows.spans,
                one.ways,
                one.base,
                self._windows.grid,
                one.opens,
                self._windows.charges,
                (one.most[0], min(one.most[1], size - 1)),
                most_branches,
                found,
                of_tour,
            )
            shortest = candidates[:, SERVICE].min(initial=size)
            possible[:] = np.maximum(found, np.where(np.arange(size) >= shortest, others, -1))
            complete = complete and others < 0
        nobody = np.full_like(routes, -1)
        return Found(
            _of_minutes(earned, routes, prices),
            _of_minutes(earned, nobody, prices),
            None if complete else _of_minutes(at_most, nobody, prices),
        )


def _of_minutes(earned: Points, routes: NDArray[np.int64], prices: Points) -> Listed:
    """Routes [T, M, L] of each tour and number of service minutes that earn anything."""
    tours, minutes = np.nonzero(earned > 0)
    visits = routes[tours, minutes]
    points = np.append(prices, 0)[visits].sum(axis=1) - earned[tours, minutes]
    first = tours.searchsorted(np.arange(len(earned) + 1))
    return Listed(visits.astype(np.int32), minutes.astype(np.int32), points, first)


def _most_times(instance: Instance) -> NDArray[np.int64]:
    """How often the volunteer of each pair may serve its need in a week; at least 1."""
    allowed, dates = instance.pattern_points < FORBIDDEN, dates_of_masks(instance).sum(axis=1)
    own = np.arange(len(dates))[None, :] & instance.pair_days[:, None]
    most: NDArray[np.int64] = np.where(allowed[instance.need_pattern[instance.pair_need]], dates[own], 0).max(
        axis=1, initial=1
    )
    return most

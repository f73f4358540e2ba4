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
    """Routes of a volunteer."""

    visits: Ints  # [R, L] pair × D + date, of the volunteer's own pairs; −1 pads
    minutes: Ints  # [R] in the unit of which all services are whole multiples
    points: Points  # [R] times SCALE
    tours: NDArray[np.int64]  # [T + 1] those of the t-th tour stand at tours[t] : tours[t + 1]


class Found(NamedTuple):
    """The best routes that are found of each tour per service minutes."""

    visits: Ints
    """By rows as those of `paid`, as need × D + date; −1 pads."""
    paid: Listed
    """Minutes, and points that count what visits earn, which are left out: whatever joins these joins weeks no more."""
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

    def best_routes(self, volunteer: int, prices: Points, most_minutes: int, unit: int, most_branches: int) -> Found:
        """At these prices of visits, after at most so many branches a tour; a week holds `most_minutes`, all services take whole
        multiples of a unit of minutes."""
        ptr = self._instance.volunteer_tour_ptr
        tours = range(int(ptr[volunteer]), int(ptr[volunteer + 1]))
        longest = max((self._windows.tours[tour].most[0] for tour in tours), default=0)
        size = most_minutes + 1
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
                (one.most[0], min(one.most[1], most_minutes)),
                most_branches,
                found,
                of_tour,
            )
            shortest = candidates[:, SERVICE].min(initial=size)
            possible[:] = found
            possible[shortest::unit] = np.maximum(found[shortest::unit], others)
            complete = complete and others < 0
        visits = routes[np.nonzero(earned > 0)].astype(np.int32)
        return Found(visits, _paid(earned, unit), None if complete else _paid(at_most, unit))


def _paid(earned: Points, unit: int) -> Listed:
    """Routes [T, M] of each tour and number of service minutes that earn anything, without their visits."""
    tours, minutes = np.nonzero(earned > 0)
    nobody = np.full((len(tours), 1), -1, dtype=np.int32)
    first = tours.searchsorted(np.arange(len(earned) + 1))
    return Listed(nobody, (minutes // unit).astype(np.int32), -earned[tours, minutes], first)


def _most_times(instance: Instance) -> NDArray[np.int64]:
    """How often the volunteer of each pair may serve its need in a week; at least 1."""
    allowed, dates = instance.pattern_points < FORBIDDEN, dates_of_masks(instance).sum(axis=1)
    own = np.arange(len(dates))[None, :] & instance.pair_days[:, None]
    most: NDArray[np.int64] = np.where(allowed[instance.need_pattern[instance.pair_need]], dates[own], 0).max(
        axis=1, initial=1
    )
    return most

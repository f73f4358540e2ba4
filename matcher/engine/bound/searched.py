"""Routes of volunteers of whom not all are listed: each tour is searched at given prices.

Prices are what visits earn less the faces of their needs, shared evenly over the visits that the volunteer can make there in a week:
that never charges too much. So where the best routes of every tour are known, none is part of a better week than one that is known
unless it earns as much as the best ones of the other tours leave to it; those that do are few, and are listed for once.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.one_window import Earning, OneWindow
from matcher.engine.bound.prices import Offer
from matcher.engine.bound.separate_needs import dates_of_masks
from matcher.engine.routes import Windows
from matcher.waist.instance import FORBIDDEN, Instance, Ints, Points


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
        self._windows = OneWindow(windows)
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
        searched = [
            self._windows.best(tour, even, most_minutes + 1, unit, hasty=hasty) for tour in self._tours(volunteer)
        ]
        routes = [self._listed(volunteer, tour.routes, even, unit) for tour in searched]
        hopes = _hoped(np.stack([tour.hopes for tour in searched]), unit)
        return Found(_joined(routes), hopes, all(tour.complete for tour in searched))

    def better_routes(self, volunteer: int, prices: Points, even: Points, least: Points, unit: int) -> Listed | None:
        """All routes that earn more at even prices than the least of their tour and units of minutes [T, M]; None if they are many."""
        parts: list[Listed] = []
        of_minutes = -(-np.arange((least.shape[1] - 1) * unit + 1) // unit)
        for tour, at_least in zip(self._tours(volunteer), least[:, of_minutes], strict=True):
            better = self._windows.better(tour, prices, even, at_least)
            if better is None:
                return None
            parts.append(self._listed(volunteer, _once(better), even, unit))
        return _joined(parts)

    def _tours(self, volunteer: int) -> range:
        ptr = self._instance.volunteer_tour_ptr
        return range(int(ptr[volunteer]), int(ptr[volunteer + 1]))

    def _listed(self, volunteer: int, routes: Earning, even: Points, unit: int) -> Listed:
        """Routes of one tour that earn so much at even prices."""
        first, end = self._instance.volunteer_pair_ptr[volunteer : volunteer + 2].tolist()
        there, (needs, dates) = routes.visits >= 0, np.divmod(routes.visits, self._instance.days)
        own = self._instance.pair_need[first:end].searchsorted(needs) * self._instance.days + dates
        minutes = np.where(there, self._instance.need_minutes[needs], 0).sum(axis=1) // unit
        points = np.where(there, even[routes.visits], 0).sum(axis=1) - routes.earned
        visits = np.where(there, own, -1).astype(np.int32)
        return Listed(visits, minutes.astype(np.int32), points, np.array([0, len(minutes)]))


def _hoped(earned: Points, unit: int) -> Listed:
    """Routes without visits, of each tour and number of service minutes [T, M] that earn anything."""
    tours, minutes = np.nonzero(earned > 0)
    nobody = np.full((len(tours), 1), -1, dtype=np.int32)
    first = tours.searchsorted(np.arange(len(earned) + 1))
    return Listed(nobody, (minutes // unit).astype(np.int32), -earned[tours, minutes], first)


def _once(routes: Earning) -> Earning:
    """Of sequences of the same visits the one that earns the most."""
    visits = np.sort(routes.visits, axis=1)
    order = np.lexsort((-routes.earned, *visits.T))
    ordered = visits[order]
    others = np.append(True, (ordered[1:] != ordered[:-1]).any(axis=1))[: len(order)]
    return Earning(ordered[others], routes.earned[order[others]])


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

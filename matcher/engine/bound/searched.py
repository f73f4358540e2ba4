"""Routes of volunteers of whom not all are listed: each tour is searched at given prices."""

from typing import NamedTuple

import numpy as np

from matcher.engine.bound.listed import Listed, of_all_tours, own_visits
from matcher.engine.bound.one_window import Earning, OneWindow
from matcher.engine.routes import Windows
from matcher.waist.instance import Instance, Points


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

    def best_routes(self, volunteer: int, even: Points, most_minutes: int, unit: int, *, hasty: bool) -> Found:
        """At even prices; a week holds `most_minutes`, all services take whole multiples of a unit of minutes."""
        searched = [
            self._windows.best(tour, even, most_minutes + 1, unit, hasty=hasty)
            for tour in self._instance.tours_of(volunteer)
        ]
        routes = [self._listed(volunteer, tour.routes, even, unit) for tour in searched]
        hopes = _hoped(np.stack([tour.hopes for tour in searched]), unit)
        return Found(of_all_tours(routes), hopes, all(tour.complete for tour in searched))

    def better_routes(self, volunteer: int, prices: Points, even: Points, least: Points, unit: int) -> Listed | None:
        """All routes that earn more at even prices than the least of their tour and units of minutes [T, M]; None if they are many."""
        parts: list[Listed] = []
        of_minutes = -(-np.arange((least.shape[1] - 1) * unit + 1) // unit)
        for tour, at_least in zip(self._instance.tours_of(volunteer), least[:, of_minutes], strict=True):
            better = self._windows.better(tour, prices, even, at_least)
            if better is None:
                return None
            parts.append(self._listed(volunteer, _once(better), even, unit))
        return of_all_tours(parts)

    def _listed(self, volunteer: int, routes: Earning, even: Points, unit: int) -> Listed:
        """Routes of one tour that earn so much at even prices."""
        there, needs = routes.visits >= 0, routes.visits // self._instance.days
        own = own_visits(self._instance, volunteer)[:-1].searchsorted(routes.visits)
        visits = np.where(there, own, -1).astype(np.int32)
        minutes = np.where(there, self._instance.need_minutes[needs], 0).sum(axis=1) // unit
        points = np.where(there, even[routes.visits], 0).sum(axis=1) - routes.earned
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

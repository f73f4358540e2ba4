"""One window whose routes are not listed, searched at given prices: depth first where it is short, by labels where it is long."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.long_tours import COLUMNS, HALF, price_long_tour
from matcher.engine.bound.tour_pricing import price_tour
from matcher.engine.routes import Windows
from matcher.engine.routes.labels import EARNS, PLACE, SERVICE, VISIT
from matcher.waist.instance import Ints, Points

FEW_BRANCHES, MOST_BRANCHES = 4_000, 10_000_000
"""Branches looked at in the search of one window, in haste: a few milliseconds; else two seconds."""
LONG = 6
"""Visits of a window beyond which it is searched by labels."""
NEAR, MOST_TIMES, MOST_LABELS = 6, 12, 20_000
"""How many near visits are remembered there at first, how often more are, and with how many labels at most."""
MOST_BETTER = 200_000
"""Sequences of one window that earn enough to be listed."""


class Earning(NamedTuple):
    """Routes of one tour, and what they earn."""

    visits: NDArray[np.int64]  # [R, L] need × D + date; −1 pads
    earned: Points  # [R] times SCALE


class Searched(NamedTuple):
    """The best routes of one tour per service minutes."""

    routes: Earning
    hopes: Points  # [M] what no route of so many minutes earns more than; −1 or 0 where nothing is to be earned
    complete: bool
    """These routes earn what is hoped."""


class OneWindow:
    """Tours of an instance, any of them searched again and again."""

    def __init__(self, windows: Windows) -> None:
        self._windows = windows

    def best(self, tour: int, prices: Points, size: int, unit: int, *, hasty: bool) -> Searched:
        """For less than `size` minutes; all services take whole multiples of a unit of them. In haste hopes may be too little."""
        candidates = self._candidates(tour, prices, prices)
        found = self._by_labels(tour, candidates, size, hasty) if self._windows.tours[tour].most[0] > LONG else None
        if found is not None:
            return found
        room, at_least = self._room(tour, size), np.zeros(size, dtype=np.int64)
        others, _ = self._depth_first(
            tour, candidates, FEW_BRANCHES if hasty else MOST_BRANCHES, at_least, room, near=False
        )
        hopes, shortest = room.earned.copy(), candidates[:, SERVICE].min(initial=size)
        hopes[shortest::unit] = np.maximum(hopes[shortest::unit], others)
        return Searched(_of(room, room.earned > 0), hopes, others < 0)

    def better(self, tour: int, prices: Points, even: Points, at_least: Points) -> Earning | None:
        """All sequences that earn more at even prices than `at_least` of their minutes; None if they are many.

        A visit that earns nothing at even prices may be worth it where its need is served on other dates.
        """
        candidates, room = self._candidates(tour, prices, even), self._room(tour, MOST_BETTER)
        others, number = self._depth_first(tour, candidates, MOST_BRANCHES, at_least, room, near=True)
        return Earning(room.visits[:number], room.earned[:number]) if others < 0 else None

    def _candidates(self, tour: int, prices: Points, even: Points) -> Points:
        """Those of the tour that earn anything at some prices, with what they earn at others."""
        candidates = self._windows.tours[tour].candidates
        earning: Points = candidates[candidates[:, EARNS] + prices[candidates[:, VISIT]] > 0]
        earning[:, EARNS] += even[earning[:, VISIT]]
        return earning

    def _room(self, tour: int, size: int) -> Earning:
        longest = max(1, self._windows.tours[tour].most[0])
        return Earning(np.empty((size, longest), dtype=np.int64), np.empty(size, dtype=np.int64))

    def _place_and_time(self, tour: int) -> tuple[Any, ...]:
        """What both kernels are told after the candidates."""
        one, windows = self._windows.tours[tour], self._windows
        return windows.spans, one.ways, one.base, windows.grid, one.opens, windows.charges

    def _depth_first(
        self, tour: int, candidates: Points, most_branches: int, at_least: Points, room: Earning, *, near: bool
    ) -> tuple[int, int]:
        """See `price_tour`."""
        longest, minutes = self._windows.tours[tour].most
        others, number = price_tour(
            candidates,
            *self._place_and_time(tour),
            (longest, min(minutes, len(at_least) - 1)),
            most_branches,
            at_least,
            near,
            room.earned,
            room.visits,
        )
        return int(others), int(number)

    def _by_labels(self, tour: int, candidates: Points, size: int, hasty: bool) -> Searched | None:
        """More and more is remembered until no visit is made twice; None if there was not even room for the first labels."""
        one = self._windows.tours[tour]
        labels = np.empty((MOST_LABELS, COLUMNS), dtype=np.int64)
        near = _near(one.ways[np.ix_(candidates[:, PLACE], candidates[:, PLACE])], len(candidates) if hasty else NEAR)
        found = None
        for _ in range(1 if hasty else MOST_TIMES):
            room = self._room(tour, size)
            enough, again = price_long_tour(
                candidates,
                *self._place_and_time(tour),
                min(one.most[1], size - 1),
                near,
                hasty,
                labels,
                room.earned,
                room.visits,
            )
            if not enough:
                break
            found = Searched(_of(room, (room.earned > 0) & (room.visits[:, 0] >= 0)), room.earned, complete=False)
            if not again:
                break
        return found


def _of(routes: Earning, chosen: NDArray[np.bool_]) -> Earning:
    return Earning(routes.visits[chosen], routes.earned[chosen])


def _near(ways: Ints, most: int) -> NDArray[np.int64]:
    """Bit masks of so many candidates that are nearest to each one; see `price_long_tour`."""
    near = np.zeros((len(ways), 2), dtype=np.int64)
    for candidate, others in enumerate(np.argsort(np.minimum(ways, ways.T), axis=1, kind="stable")[:, :most]):
        for other in others[others < 2 * HALF].tolist():
            near[candidate, other // HALF] |= 1 << other % HALF
    return near

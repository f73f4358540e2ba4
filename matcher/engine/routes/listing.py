"""The routes of all tours of an instance, once and for all, where they are few enough to be listed."""

from collections.abc import Callable
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.routes.enumeration import UNKNOWN, enumerate_routes
from matcher.engine.routes.halting import halted_when
from matcher.engine.routes.windows import Window, Windows
from matcher.waist.instance import Flags, Ints, Points

LONGEST = 6
"""Visits of a window beyond which its sets are not listed."""
MOST_OF_A_TOUR, MOST = 400_000, 10_000_000
"""Routes of one window and of all: 280 MB."""
MOST_SETS = 8_000_000
"""Sets of a window's candidates that can be told apart: 32 MB while listing."""


class Routes(NamedTuple):
    """Routes of tour t stand at `first[t] : first[t + 1]`; none where `complete[t]` is false."""

    first: NDArray[np.int64]  # [T + 1]
    visits: Ints  # [R, L] in whatever order, which need not be the one they are done in; −1 pads
    minutes: Ints  # [R] service minutes
    points: Points  # [R] times SCALE, prices and load not included
    complete: Flags  # [T] all routes of the tour are here
    joined_to: NDArray[
        np.int64
    ]  # [T] the tour among whose routes are those of the tour: itself, unless windows are joined


def list_routes(
    windows: Windows, stopped: Callable[[], bool], halted: Callable[[], bool] | None = None
) -> Routes | None:
    """All routes of all tours that have few enough of them; None if stopped before.

    `stopped` is asked once per tour; `halted`, if given, all the time by a thread of its own.
    """
    if halted is None:
        return _list_routes(windows, stopped, np.zeros(1, dtype=np.bool_))
    with halted_when(halted) as halt:
        return _list_routes(windows, stopped, halt)


def _list_routes(windows: Windows, stopped: Callable[[], bool], halt: Flags) -> Routes | None:
    longest = max((tour.most[0] for tour in windows.tours if tour.most[0] <= LONGEST), default=1)
    place_of = np.full(MOST_SETS, UNKNOWN, dtype=np.int32)
    first, complete = np.zeros(len(windows.tours) + 1, dtype=np.int64), np.zeros(len(windows.tours), dtype=np.bool_)
    parts = [(np.zeros((0, longest), dtype=np.int32), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64))]
    for number, tour in enumerate(windows.tours):
        if stopped():
            return None
        first[number + 1] = first[number]
        complete[number] = tour.most[0] == 0
        room = min(MOST_OF_A_TOUR, MOST - int(first[number]))
        if complete[number] or tour.most[0] > LONGEST or _sets(tour) > MOST_SETS:
            continue
        of_tour, minutes, points, all_of_them = routes_of_tour(windows, number, room, place_of, halt)
        if halt[0]:
            return None
        complete[number] = all_of_them
        if all_of_them and len(minutes):
            first[number + 1] += len(minutes)
            padding = ((0, 0), (0, longest - of_tour.shape[1]))
            parts.append((np.pad(of_tour, padding, constant_values=-1), minutes, points))
    table, minutes, points = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Routes(first, table, minutes, points, complete, np.arange(len(windows.tours)))


def routes_of_tour(
    windows: Windows, number: int, at_most: int, place_of: Ints, halt: Flags
) -> tuple[Ints, Ints, Points, bool]:
    """Visits, minutes and points of its routes, and whether these are all; see `enumerate_routes`."""
    tour = windows.tours[number]
    visits, minutes, points, complete = enumerate_routes(
        tour.candidates,
        windows.spans,
        tour.ways,
        tour.base,
        windows.grid,
        tour.opens,
        windows.charges,
        tour.most,
        at_most,
        place_of,
        halt,
    )
    return visits, minutes, points, complete


def _sets(tour: Window) -> int:
    return sum(comb(len(tour.candidates), visits) for visits in range(1, tour.most[0] + 1))

"""What one availability window has to choose from: its candidate visits, what limits it, and how long ways are.

Ways are shortened where a detour would be quicker, so that leaving a visit out never makes a route longer or impossible.
A crew's points of a start, and the points saved by keeping a published visit, are shared evenly by its members.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import floyd_warshall

from matcher.engine.routes.labels import SERVICE
from matcher.waist.instance import MINUTES, VISITS, Instance, Ints, Points

SCALE = 64
"""Points of routes are whole multiples of 1 / SCALE point: what is summed is exact."""


class Window(NamedTuple):
    """One tour of a volunteer, as kernels take it."""

    opens: tuple[int, int]
    """From when to when, in minutes of the week."""
    most: tuple[int, int]
    """Visits and service minutes that fit at most."""
    candidates: Points
    """Rows as `labels` names their columns; EARNS is what serving saves by itself (times SCALE), before any price; [C, 7]."""
    ways: Ints
    base: int


class Windows:
    """All tours of an instance, and what they share."""

    def __init__(self, instance: Instance) -> None:
        crew = np.repeat(np.repeat(instance.need_crew, instance.days), np.diff(instance.start_ptr))
        share = SCALE * instance.start_points.astype(np.int64) // crew
        self.spans: Points = np.column_stack((instance.start_first, instance.start_last, share)).astype(np.int64)
        self.grid = instance.grid
        self.charges = SCALE * instance.travel_points, SCALE * instance.moved_points
        """What is lost per minute of a way, and by another start than the published one."""
        ways = _triangular_ways(instance)
        self.tours = [_window(instance, ways, tour) for tour in range(instance.tours)]


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


def _window(instance: Instance, ways: dict[int, Ints], tour: int) -> Window:
    volunteer, day = int(instance.tour_volunteer[tour]), int(instance.tour_day[tour])
    opens = int(instance.tour_start[tour]), int(instance.tour_end[tour])
    candidates = _candidates(instance, volunteer, day)
    limit = instance.limits(volunteer, day).min(axis=0)
    minutes = min(opens[1] - opens[0], int(limit[MINUTES]))
    shortest = int(candidates[:, SERVICE].min()) if len(candidates) else 1
    visits = max(0, min(int(limit[VISITS]), len(candidates), minutes // shortest))
    table = ways[int(instance.way_start[volunteer])]
    return Window(opens, (visits, minutes), candidates, table, int(instance.base_place[volunteer]))


def _candidates(instance: Instance, volunteer: int, day: int) -> Points:
    """Visits that the volunteer could do on the date."""
    rows = []
    for pair in range(instance.pairs)[instance.pairs_of(volunteer)]:
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

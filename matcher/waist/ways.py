"""Tables of travel minutes: each volunteer's own among the places they may visit, or one shared by all of a mode.

A volunteer with k places takes (k + 1)² entries; a mode with m places takes m² if its volunteers share one table.
Whichever is smaller is laid: memory grows with the pairs that geography and services allow, and a station has one table
that stays in cache.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.domain import Problem
from matcher.travel import Ways, travel_times
from matcher.waist.candidates import Places
from matcher.waist.instance import Ints

LONGEST = 2_000
"""Longer ways are cut: no tour is longer than a day, so none of them is ever taken."""

ENTRIES_AT_ONCE = 1 << 18
"""Ways computed in one go: their temporary arrays stay in cache."""


class WayTables(NamedTuple):
    """See `Instance.way`."""

    way: NDArray[np.uint16]
    start: NDArray[np.int64]
    size: Ints
    base: Ints


def way_tables(problem: Problem, places: Places, pair_volunteer: Ints, pair_need: Ints) -> tuple[WayTables, Ints]:
    """The tables, and each pair's place in the table of its volunteer. Pairs are sorted by volunteer."""
    volunteers = len(problem.volunteers)
    pair_ptr = np.searchsorted(pair_volunteer, np.arange(volunteers + 1))
    visited = [
        np.unique(np.append(places.of_need[pair_need[pair_ptr[v] : pair_ptr[v + 1]]], places.of_volunteer[v]))
        for v in range(volunteers)
    ]
    start, size, base = np.zeros(volunteers, np.int64), np.ones(volunteers, np.int32), np.zeros(volunteers, np.int32)
    pair_place = np.zeros(len(pair_need), dtype=np.int32)
    blocks: list[NDArray[np.uint16]] = []
    laid = 0

    def lay(ways: Ways, table: NDArray[np.integer]) -> int:
        nonlocal laid
        rows = max(1, ENTRIES_AT_ONCE // len(table))
        for first in range(0, len(table), rows):
            minutes = ways(table[first : first + rows, None], table[None, :])
            blocks.append(np.minimum(minutes, LONGEST).astype(np.uint16).ravel())
        laid += len(table) ** 2
        return laid - len(table) ** 2

    for mode, travel in travel_times(problem).items():
        ways = travel.among(places.places)
        of_mode = [v for v in range(volunteers) if problem.volunteers[v].mode == mode]
        if not of_mode:
            continue
        together = np.unique(np.concatenate([visited[v] for v in of_mode]))
        shared = len(together) ** 2 <= sum(len(visited[v]) ** 2 for v in of_mode)
        shared_start = lay(ways, together) if shared else 0
        for v in of_mode:
            table = together if shared else visited[v]
            start[v] = shared_start if shared else lay(ways, table)
            size[v] = len(table)
            base[v] = np.searchsorted(table, places.of_volunteer[v])
            pairs = slice(pair_ptr[v], pair_ptr[v + 1])
            pair_place[pairs] = np.searchsorted(table, places.of_need[pair_need[pairs]])
    way = np.concatenate(blocks) if blocks else np.zeros(1, dtype=np.uint16)
    return WayTables(way, start, size, base), pair_place

"""增设服务站 Where new stations would help most: greedy maximum coverage among the homes that no circle reaches.

Each step takes the home from whose place the most homes that are still outside would be reached. Among all ways of choosing
k of the same candidate places, no other reaches more than e / (e − 1) ≈ 1.58 times as many (G. Nemhauser, L. Wolsey, M. Fisher,
An analysis of approximations for maximizing submodular set functions I, 1978). What it does not know: rents and rooms, roads,
and whether a place between homes would be better than any home.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from matcher.travel import Place, TravelTimes

ROWS_AT_ONCE = 256


class Site(NamedTuple):
    """A home (by its position) near which a station would stand, and the homes that it would newly reach."""

    home: int
    reached: tuple[int, ...]


def best_sites(homes: Sequence[Place], times: TravelTimes, minutes: int, sites: int) -> list[Site]:
    """At most so many, the best first; of equally good homes the first is taken."""
    within = _within(homes, times, minutes)
    outside = np.ones(len(homes), dtype=bool)
    found: list[Site] = []
    while len(found) < sites and outside.any():
        gains = [int(outside[near].sum()) for near in within]
        best = int(np.argmax(gains))
        reached = within[best][outside[within[best]]]
        found.append(Site(best, tuple(int(home) for home in reached)))
        outside[reached] = False
    return found


def _within(homes: Sequence[Place], times: TravelTimes, minutes: int) -> list[np.ndarray]:
    """Positions of the homes from which each home is reached."""
    ways = times.among(homes)
    everywhere = np.arange(len(homes))
    found: list[np.ndarray] = []
    for start in range(0, len(homes), ROWS_AT_ONCE):
        block = ways(everywhere[None, :], everywhere[start : start + ROWS_AT_ONCE, None])
        found += [np.nonzero(row <= minutes)[0] for row in block]
    return found

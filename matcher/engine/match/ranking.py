"""The best few of many, in the order of ranking."""

import numpy as np

from matcher.waist.instance import Ints, Points


def cheapest(top: int | None, points: Points, start: Points, volunteer: Ints) -> Points:
    """Positions of the `top` (all if None) with the fewest points, then the earliest start, then the first volunteer."""
    candidates = np.arange(len(points))
    if top is not None and top < len(points):
        candidates = np.flatnonzero(points <= np.partition(points, top - 1)[top - 1])
    order = np.lexsort((volunteer[candidates], start[candidates], points[candidates]))
    return candidates[order][:top]

"""Needs' side of the bound: given prices, the dates on which a need is best served, if it must pay for its visits.

Serving need n on the dates of m costs its pattern points and what is paid for its visits, less the worth σ_c of a first visit to
each of its cadres, and the charges φ_n of as many faces as are free:

    cost_n(m) = pattern points(m) + paid_n(m) − [m ≠ ∅] (Σ_c σ_c + free_n φ_n).
"""

import numpy as np

from matcher.engine.bound.separate_needs import dates_of_masks
from matcher.engine.routes import SCALE
from matcher.waist.instance import FORBIDDEN, Flags, Instance, Points


class Needs:
    """All needs of an instance, ready to be priced again and again."""

    def __init__(self, instance: Instance, possible: Flags) -> None:
        """`possible` flags the visits for which enough volunteers may come; [N, D]."""
        self._free = instance.free_faces.astype(np.int64)
        points = instance.pattern_points[instance.need_pattern]
        beyond = (~possible).astype(np.int64) @ dates_of_masks(instance).T > 0
        self.points: Points = np.where(beyond, FORBIDDEN, points)
        """Points of every pattern of each need, FORBIDDEN where some date is not possible; [N, 2^D]."""
        self._cadre = np.repeat(np.arange(len(instance.cadre_apart)), np.diff(instance.cadre_need_ptr))
        self._need_of_cadre = instance.cadre_need
        self._needs = instance.needs

    def costs(self, paid: Points, firsts: Points, faces: Points) -> Points:
        """What each pattern of each need costs, times SCALE, at payments for patterns [N, 2^D], worths of firsts [C] and charges of
        faces [N]; [N, 2^D]."""
        cost = self.points * SCALE + paid
        worth = np.zeros(self._needs, dtype=np.int64)
        np.add.at(worth, self._need_of_cadre, firsts[self._cadre])
        cost[:, 1:] -= (worth + self._free * faces)[:, None]
        costs: Points = np.where(self.points < FORBIDDEN, cost, SCALE * FORBIDDEN)
        return costs

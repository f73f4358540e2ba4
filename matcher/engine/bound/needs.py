"""Needs' side of the bound: given prices, the dates on which a need is best served, if it must pay for its visits.

Serving need n on the dates of m costs its pattern points, crew × price for every visit, less the worth σ_c of a first visit
to each of its cadres:

    cost_n(m) = pattern points(m) + crew_n · Σ_{d ∈ m} price(n, d) − [m ≠ ∅] Σ_c σ_c.
"""

import numpy as np

from matcher.engine.bound.separate_needs import dates_of_masks
from matcher.waist.instance import FORBIDDEN, Flags, Instance, Points


class Needs:
    """All needs of an instance, ready to be priced again and again."""

    def __init__(self, instance: Instance, possible: Flags) -> None:
        """`possible` flags the visits for which enough volunteers may come; [N, D]."""
        self._dates = dates_of_masks(instance)
        self._crew = instance.need_crew.astype(np.int64)[:, None]
        points = instance.pattern_points[instance.need_pattern]
        beyond = (~possible).astype(np.int64) @ self._dates.T > 0
        self.points: Points = np.where(beyond, FORBIDDEN, points)
        """Points of every pattern of each need, FORBIDDEN where some date is not possible; [N, 2^D]."""
        self._cadre = np.repeat(np.arange(len(instance.cadre_apart)), np.diff(instance.cadre_need_ptr))
        self._need_of_cadre = instance.cadre_need
        self._needs = instance.needs

    def cheapest(self, prices: Points, firsts: Points, scale: int) -> Points:
        """The least cost of each need, times scale, at prices [N × D] and first-visit worths [C] of the same scale; [N]."""
        cost = self.points * scale + self._crew * (prices.reshape(self._needs, self._dates.shape[1]) @ self._dates.T)
        worth = np.zeros(self._needs, dtype=np.int64)
        np.add.at(worth, self._need_of_cadre, firsts[self._cadre])
        cost[:, 1:] -= worth[:, None]
        least: Points = np.where(self.points < FORBIDDEN, cost, scale * FORBIDDEN).min(
            axis=1, initial=scale * FORBIDDEN
        )
        return least

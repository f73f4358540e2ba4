"""Which row of the master stands for what, and its duals as prices.

A need that one volunteer serves once a week at most has no patterns to choose from but its dates, and each is chosen as much as
plans visit it. So these patterns may be folded into the plans: a plan pays the pattern's points itself, and visits of all dates
share one row,

    y_none + Σ λ of plans with a visit of the need = 1,      whose dual less the pattern's points is the price of a visit,

with no face to count (one is free). Linear programs have half as many rows so, and prices of a need's dates move together, where
those of dates on which no plan serves it could be anything.
"""

import numpy as np
from numpy.typing import NDArray

from matcher.waist.instance import FORBIDDEN, Flags, Instance, Points

Floats = NDArray[np.float64]


class Rows:
    """Rows of volunteers, needs, visits, what never takes place, cadres and faces, in that order; cuts follow."""

    def __init__(self, instance: Instance, pattern_points: Points, *, folds: bool) -> None:
        """`pattern_points` as the master takes them; [N, 2^D]."""
        masks = np.arange(pattern_points.shape[1])
        allowed = pattern_points < FORBIDDEN
        once = allowed[:, 0] & ~allowed[:, masks & masks - 1 > 0].any(axis=1)
        self.folded: Flags = once & (instance.need_crew == 1) & (instance.free_faces > 0) & folds
        """Needs whose patterns are those of the plans; [N]."""
        on_date = (masks[:, None] >> np.arange(instance.days)) & 1 > 0
        possible = (allowed[:, :, None] & on_date).any(axis=1)
        own, folded = possible & ~self.folded[:, None], possible & self.folded[:, None]
        self._points = np.where(folded, pattern_points[:, 1 << np.arange(instance.days)], 0).ravel()
        self.needs = instance.volunteers
        """Where rows of needs begin."""
        self._visits = self.needs + instance.needs
        never = self._visits + int(own.sum())
        of_visit = np.where(folded, self.needs + np.arange(instance.needs)[:, None], never)
        of_visit[own] = self._visits + np.arange(own.sum())
        self.of_visit: list[int] = of_visit.ravel().tolist()
        """[N × D]"""
        self.cadres = never + 1
        """Where rows of cadres begin."""
        self._faces = self.cadres + len(instance.cadre_apart)
        self.of_face: list[int] = np.where(self.folded, -1, self._faces + np.cumsum(~self.folded) - 1).tolist()
        """[N] −1 for none."""
        self._end = self._faces + int((~self.folded).sum())
        self._needs_folded = np.zeros(len(instance.cadre_apart))
        cadres = np.repeat(np.arange(len(instance.cadre_apart)), np.diff(instance.cadre_need_ptr))
        np.add.at(self._needs_folded, cadres, self.folded[instance.cadre_need])

    def folded_points(self, visits: tuple[int, ...]) -> float:
        """What a plan of these visits pays for patterns."""
        return float(self._points[list(visits)].sum())

    def bounds(self) -> tuple[Floats, Floats]:
        """Of each row: what it is at least, and at most."""
        lower, upper = np.ones(self._end), np.full(self._end, np.inf)
        lower[self._visits : self.cadres] = lower[self._faces :] = 0
        lower[self.cadres : self._faces] -= self._needs_folded
        upper[: self.cadres] = lower[: self.cadres]
        return lower, upper

    def prices(self, duals: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Duals of all rows as prices of visits [N × D], worths of firsts [C], charges of faces [N], and what cuts give back."""
        visits = duals[self.of_visit] - self._points
        faces = np.where(self.folded, 0, duals[self.of_face])
        return visits, duals[self.cadres : self._faces], faces, duals[self._end :]

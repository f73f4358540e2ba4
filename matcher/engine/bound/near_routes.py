"""Routes near a linear optimum: those that can be part of weeks which earn nearly the most at its prices.

They are far fewer than such weeks, each of which is a route for every tour.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.waist.instance import Ints, Points


class NearRoutes(NamedTuple):
    """What good rosters are made of."""

    volunteers: Volunteers
    volunteer: NDArray[np.int64]  # [R] ascending
    number: NDArray[np.int64]  # [R] among those listed of the volunteer
    tour: NDArray[np.int64]  # [R]
    visits: Ints  # [R, L] need × D + date; −1 pads
    points: Points  # [R] times SCALE, load and faces not included
    pattern_points: Points  # [N, 2^D] FORBIDDEN for patterns that are not to be chosen
    constant: int
    """Points that every roster has beside those of routes, loads, patterns, cadres and faces."""

    def plans(self, routes: Iterable[int]) -> list[WeeklyPlan]:
        """The weeks of these routes, those of idle volunteers left out."""
        chosen = np.array(sorted(routes), dtype=np.int64)
        of, first = np.unique(self.volunteer[chosen], return_index=True)
        own = np.split(self.number[chosen], first[1:]) if len(of) else []
        return [self.volunteers.plan(volunteer, numbers) for volunteer, numbers in zip(of.tolist(), own, strict=True)]

"""How much a volunteer's week and dates hold, counted in the units that all of his services are whole multiples of."""

import numpy as np
from numpy.typing import NDArray

from matcher.engine.routes import SCALE, Windows
from matcher.waist.instance import MINUTES, UNLIMITED, VISITS, Instance, Points


class Capacity:
    """Of each volunteer of an instance."""

    def __init__(self, instance: Instance, windows: Windows) -> None:
        self._instance = instance
        self._windows = windows
        self._loads: dict[int, Points] = {}

    def unit(self, volunteer: int) -> int:
        """The most minutes of which all services of the volunteer take whole multiples."""
        minutes = self._instance.need_minutes[self._instance.pair_need[self._instance.pairs_of(volunteer)]]
        return max(1, int(np.gcd.reduce(minutes)))

    def most_minutes(self, volunteer: int) -> int:
        """Service minutes that the week can hold."""
        most = sum(self._windows.tours[tour].most[1] for tour in self._instance.tours_of(volunteer))
        return min(int(self._instance.limit[volunteer, -1, MINUTES]), most)

    def load(self, volunteer: int) -> Points:
        """Points (times SCALE) of so many units of service minutes, up to the most that the week can hold."""
        if volunteer not in self._loads:
            curve = self._instance.load_points[self._instance.volunteer_load[volunteer]]
            minutes = np.arange(0, self.most_minutes(volunteer) + 1, self.unit(volunteer))
            self._loads[volunteer] = SCALE * curve[np.minimum(minutes, len(curve) - 1)]
        return self._loads[volunteer]

    def of_dates(self, volunteer: int, *, strict: bool) -> NDArray[np.int64]:
        """Visits and units of service minutes that the limits of each date leave; none are looked at unless it is strict. [D, 2]"""
        if not strict:
            return np.full((self._instance.days, 2), UNLIMITED, dtype=np.int64)
        limits = self._instance.limit[volunteer, 1:-1].astype(np.int64)
        return np.column_stack((limits[:, VISITS], limits[:, MINUTES] // self.unit(volunteer)))

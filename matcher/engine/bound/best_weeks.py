"""Weeks made of listed routes, one for each tour: those that earn the most at given prices, and all that earn nearly as much."""

from collections.abc import Callable, Iterable
from copy import copy
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.capacity import Capacity
from matcher.engine.bound.knapsack import NEVER
from matcher.engine.bound.listed import Listed, own_visits
from matcher.engine.bound.prices import Offer
from matcher.engine.bound.remembered import NO_WEEK, Remembered
from matcher.engine.bound.week_pricing import find_weeks
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.routes import Windows
from matcher.waist.instance import FORBIDDEN, Flags, Instance

PLANS = 3
"""Weeks that one pricing answers at most."""
NEAR_EFFORT = 10_000_000
"""Routes looked at for all weeks of a volunteer near the best, a second or less."""


class Best(NamedTuple):
    """The most that a volunteer can earn (times SCALE), or only the most that was found where that is not proved; and weeks that earn
    much, the best first."""

    most: int
    plans: list[WeeklyPlan]
    proved: bool


class BestWeeks:
    """Of each volunteer of an instance; where the last search ended the next one begins."""

    def __init__(self, instance: Instance, windows: Windows, joined_to: NDArray[np.int64]) -> None:
        """`joined_to` is as in `Routes` that weeks are made of."""
        self.capacity = Capacity(instance, windows)
        self._instance = instance
        self._days, self._joined_to = instance.tour_day.astype(np.int64), joined_to
        self._fits = _fits(instance)
        self._strict = False
        self._shares = np.zeros((instance.pairs, instance.days), dtype=np.int64)
        self._remembered = [Remembered(instance) for _ in range(instance.volunteers)]

    def best(
        self,
        volunteer: int,
        listed: Listed,
        offer: Offer,
        effort: int,
        known: int = NO_WEEK,
        plan: Callable[[NDArray[np.int64]], WeeklyPlan] | None = None,
    ) -> Best:
        """The most that one of these routes for each tour earns, no less than some week that is known, and plans that earn more than
        that. It is exact unless more than `effort` routes had to be looked at; `plan` makes plans of routes."""
        known = max(known, self.known(volunteer, offer))
        most, rows = self.most(volunteer, listed, offer, effort, known)
        plans = [plan(row) if plan else self._plan(volunteer, listed, row) for row in rows]
        self._remembered[volunteer].add(plans)
        return Best(most, plans, proved=True)

    def most(
        self, volunteer: int, listed: Listed, offer: Offer, effort: int, known: int
    ) -> tuple[int, list[NDArray[np.int64]]]:
        """The same, and the routes of these plans; none of them is remembered."""
        found = np.empty((PLANS, len(listed.tours) - 1), dtype=np.int64)
        most, _ = self._joined(volunteer, listed, offer, found, known, near=False, effort=effort)
        return most, [row[row >= 0] for row in found if (row >= 0).any()]

    def near(self, volunteer: int, listed: Listed, offer: Offer, least: int, at_most: int) -> NDArray[np.int64] | None:
        """Routes of all weeks that earn `least` or more (times SCALE) [K, T]; None where they are more than `at_most`, or it takes too
        long."""
        tours = len(listed.tours) - 1
        found, number = np.empty((at_most + 1, tours), dtype=np.int64), 1
        if tours:
            _, number = self._joined(volunteer, listed, offer, found, least - 1, near=True, effort=NEAR_EFFORT)
        return None if number > at_most else found[:number].copy()

    def known(self, volunteer: int, offer: Offer) -> int:
        """What some week earns."""
        return max(self._remembered[volunteer].most(offer), -int(self.capacity.load(volunteer)[0]))

    def apart(self) -> Self:
        """The same for somebody who asks meanwhile, and wants weeks within all limits of dates."""
        other = copy(self)
        other._strict, other._shares = True, self._shares.copy()
        other._remembered = [
            Remembered(self._instance) if self._may_exceed(one) else copy(self._remembered[one])
            for one in range(self._instance.volunteers)
        ]
        return other

    def without_memory(self, volunteers: Iterable[int]) -> Self:
        """The same where no weeks of these volunteers are known, as they may not be left."""
        other = copy(self)
        other._remembered = list(self._remembered)
        for volunteer in volunteers:
            other._remembered[volunteer] = Remembered(self._instance)
        return other

    def _joined(
        self,
        volunteer: int,
        listed: Listed,
        offer: Offer,
        found: NDArray[np.int64],
        known: int,
        *,
        near: bool,
        effort: int,
    ) -> tuple[int, int]:
        """The most that one of these routes for each tour earns, and how many such weeks go to `found`; see `find_weeks`."""
        pairs, tours = self._instance.pairs_of(volunteer), self._instance.tours_of(volunteer)
        needs = self._instance.pair_need[pairs]
        terms = np.column_stack((offer.faces[needs], self._instance.pair_days[pairs])).astype(np.int64)
        shares = self._shares[pairs].copy()
        most, _, number = find_weeks(
            listed.visits,
            listed.minutes,
            listed.points,
            listed.tours,
            self._days[tours.start : tours.stop],
            self.capacity.load(volunteer),
            self.capacity.of_dates(volunteer, strict=self._strict or near),
            self._instance.days,
            terms,
            np.where(self._fits[self._instance.need_pattern[needs]], offer.owed[needs], NEVER),
            offer.earned[own_visits(self._instance, volunteer)[:-1]],
            shares,
            known,
            near,
            effort,
            found,
        )
        self._shares[pairs] = shares
        return int(most), int(number)

    def _plan(self, volunteer: int, listed: Listed, rows: NDArray[np.int64]) -> WeeklyPlan:
        """The plan of these routes."""
        visits = own_visits(self._instance, volunteer)[listed.visits[rows][listed.visits[rows] >= 0]]
        points = int(listed.points[rows].sum() + self.capacity.load(volunteer)[listed.minutes[rows].sum()])
        return WeeklyPlan(volunteer, tuple(sorted(visits.tolist())), points)

    def _may_exceed(self, volunteer: int) -> bool:
        """Whether windows of a date may hold more than the date, unless it is strict."""
        tours = self._instance.tours_of(volunteer)
        apart = {(int(self._days[tour]), int(self._joined_to[tour])) for tour in tours}
        return len(apart) > len({day for day, _ in apart})


def _fits(instance: Instance) -> Flags:
    """Whether a need of each pattern class may be served on the dates of a bit mask, and on others too if it must; [K, 2^D]."""
    fits = instance.pattern_points < FORBIDDEN
    masks = np.arange(fits.shape[1])
    for day in range(instance.days):
        fits = fits | fits[:, masks | 1 << day]
    return fits

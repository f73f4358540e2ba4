"""Weeks of a volunteer of whom not all routes are listed.

Faces are shared evenly over visits, which never charges too much. So where the best routes of every tour are known at such prices,
none is part of a better week than one that is known unless it earns as much as the best ones of the other tours leave to it; those
that do are few: they are listed for once, joined exactly, and tried again at other prices.
"""

from copy import copy
from typing import Self

import numpy as np

from matcher.engine.bound.best_weeks import Best, BestWeeks
from matcher.engine.bound.even_prices import EvenPrices
from matcher.engine.bound.listed import Listed
from matcher.engine.bound.prices import Offer
from matcher.engine.bound.searched import Searcher
from matcher.engine.bound.worthwhile import least_worth, most_of_tours
from matcher.engine.routes import Windows
from matcher.waist.instance import Instance


class SearchedWeeks:
    """Of all volunteers of an instance; meetings are left out."""

    def __init__(self, instance: Instance, windows: Windows, weeks: BestWeeks, even_prices: EvenPrices) -> None:
        self._weeks = weeks
        self._search = Searcher(instance, windows)
        self._even_prices = even_prices
        self._worthwhile: dict[int, Listed] = {}

    def best(self, volunteer: int, offer: Offer, effort: int, *, hasty: bool) -> Best:
        """The most that the volunteer can earn, or, if hasty, what some week earns; and weeks that earn more than was known."""
        even, capacity = self._even_prices.of(volunteer, offer), self._weeks.capacity
        minutes, unit = capacity.most_minutes(volunteer), capacity.unit(volunteer)
        found = self._search.best_routes(volunteer, even.earned, minutes, unit, hasty=hasty)
        plans = self._weeks.best(volunteer, found.routes, offer, effort).plans
        if volunteer in self._worthwhile:
            plans += self._weeks.best(volunteer, self._worthwhile[volunteer], offer, effort).plans
        known = self._weeks.known(volunteer, offer)
        if hasty:
            return Best(known, plans, proved=False)
        hope, _ = self._weeks.most(volunteer, found.hopes, even, effort, known)
        others = self._list_worthwhile(volunteer, offer, even, found.hopes, known, hope) if found.complete else None
        if others is None:
            return Best(hope, plans, proved=True)
        best = self._weeks.best(volunteer, self._worthwhile[volunteer], offer, effort, others)
        return Best(best.most, best.plans + plans, proved=True)

    def joined_by(self, weeks: BestWeeks) -> Self:
        """The same with weeks of somebody else."""
        other = copy(self)
        other._weeks = weeks
        return other

    def _list_worthwhile(
        self, volunteer: int, offer: Offer, even: Offer, hopes: Listed, known: int, hope: int
    ) -> int | None:
        """Lists all routes that can be part of weeks that earn more than is known, or than half of what is hoped beyond that where
        they are too many; answers what no other week earns more than. None where they are still too many, or nothing is hoped."""
        load, unit = self._weeks.capacity.load(volunteer), self._weeks.capacity.unit(volunteer)
        tours = len(hopes.tours) - 1
        tour = np.repeat(np.arange(tours), np.diff(hopes.tours))
        earned = most_of_tours(tours, tour, hopes.minutes, -hopes.points, len(load))
        for others in (known, (known + hope) // 2) if hope > known else ():
            least = least_worth(earned, load, others)
            better = self._search.better_routes(volunteer, offer.earned, even.earned, least, unit)
            if better is not None:
                self._worthwhile[volunteer] = better
                return others
        return None

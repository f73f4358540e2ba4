"""Volunteers' side of the bound: given a price for every visit, the week that earns a volunteer the most.

A week is a route for each tour. Where all routes of a volunteer are listed it is found exactly (see `week_pricing`), within
the limits of each date; where they are too many each tour is searched at these prices (see `searched`), and limits that join
tours of one date are left out. So is always whatever joins volunteers: nobody earns more than this in any roster.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.cuts import Tolls, toll
from matcher.engine.bound.knapsack import NEVER
from matcher.engine.bound.prices import Offer
from matcher.engine.bound.searched import Listed, Searcher
from matcher.engine.bound.spans import Spans
from matcher.engine.bound.week_pricing import find_weeks
from matcher.engine.bound.weeks import WeeklyPlan, Weeks
from matcher.engine.routes import SCALE, Routes, Windows, join_dates
from matcher.engine.routes.labels import EARNS, VISIT
from matcher.waist.instance import FORBIDDEN, MINUTES, Flags, Instance, Ints, Points

PLANS = 3
"""Weeks that one pricing answers at most."""
REMEMBERED = 24
"""Weeks of a volunteer that the next pricing begins with."""
NO_WEEK = -(1 << 60)
FEW_BRANCHES, MOST_BRANCHES = 4_000, 2_000_000
"""Branches looked at in the search of one window: a few milliseconds, half a second."""
NEAR_EFFORT = 10_000_000
"""Routes looked at for all weeks of a volunteer near the best, a second or less."""


class Best(NamedTuple):
    """The most that a volunteer can earn (times SCALE), or only the most that was found where that is not proved; and weeks that earn
    much, the best first."""

    most: int
    plans: list[WeeklyPlan]
    proved: bool


class Volunteers:
    """All volunteers of an instance, ready to be priced again and again, different ones at the same time if need be."""

    def __init__(self, instance: Instance, windows: Windows, routes: Routes) -> None:
        self._instance = instance
        self._windows = windows
        self._routes = join_dates(instance, windows, routes)
        self._days = instance.tour_day.astype(np.int64)
        self._spans = Spans(instance, windows, self._routes)
        self._there: dict[tuple[int, int], tuple[NDArray[np.int64], Ints, Ints]] = {}
        self._fits = _fits(instance)
        self._search = Searcher(instance, windows)
        self._shares = np.zeros((instance.pairs, instance.days), dtype=np.int64)
        self._earnings: dict[int, dict[int, int]] = {}
        self._lists: dict[int, Listed | None] = {}
        self._loads: dict[int, Points] = {}
        self._weeks: list[list[WeeklyPlan]] = [[] for _ in range(instance.volunteers)]

    def best_plans(self, volunteer: int, offer: Offer, effort: int, *, hasty: bool = False) -> Best:
        """The most that the volunteer can earn, and weeks that earn much; much is more than any week known before.

        The most is exact unless more than `effort` routes had to be looked at; if `hasty`, few are, where they are not listed.
        """
        listed = self._listed(volunteer)
        if listed is not None:
            most, weeks = self._best_weeks(volunteer, self._tolled(volunteer, listed, offer), offer, effort)
            best = Best(most, [self.plan(volunteer, row) for row in weeks], proved=True)
        else:
            best = self._searched_plans(volunteer, self._search.evenly(volunteer, offer), effort, hasty)
        self._weeks[volunteer] = [*self._weeks[volunteer], *best.plans][-REMEMBERED:]
        return best

    def _searched_plans(self, volunteer: int, offer: Offer, effort: int, hasty: bool) -> Best:
        """The same where routes are searched."""
        branches = FEW_BRANCHES if hasty else MOST_BRANCHES
        found = self._search.best_routes(volunteer, offer.earned, len(self._load(volunteer)), branches)
        most, weeks = self._best_weeks(volunteer, found.paid, offer, effort)
        plans = [self._plan(volunteer, found.routes, row[row >= 0]) for row in weeks]
        if found.at_most is not None and not hasty:
            most, _ = self._best_weeks(volunteer, found.at_most, offer, effort)
        return Best(most, plans, proved=found.at_most is None or not hasty)

    def _best_weeks(
        self, volunteer: int, listed: Listed, offer: Offer, effort: int
    ) -> tuple[int, list[NDArray[np.int64]]]:
        """The most that one of these routes for each tour earns, and such weeks, the best first."""
        known = max(self._known(volunteer, offer), -int(self._load(volunteer)[0]))
        found = np.empty((PLANS, len(listed.tours) - 1), dtype=np.int64)
        most, _ = self._joined(volunteer, listed, offer, found, known, near=False, effort=effort)
        return most, [row for row in found if (row >= 0).any()]

    def near_weeks(self, volunteer: int, offer: Offer, least: int, at_most: int) -> Weeks | None:
        """All weeks that earn `least` or more (times SCALE); None where they are more than `at_most`, it takes
        too long, or routes are not listed."""
        listed = self._listed(volunteer)
        if listed is None:
            return None
        tours = len(listed.tours) - 1
        found, number = np.empty((at_most + 1, tours), dtype=np.int64), 1
        if tours:
            asked = self._tolled(volunteer, listed, offer)
            _, number = self._joined(volunteer, asked, offer, found, least - 1, near=True, effort=NEAR_EFFORT)
        if number > at_most:
            return None
        rows, none = found[:number], ((0, 1), (0, 0))
        minutes = np.append(listed.minutes, 0)[rows].sum(axis=1)
        points = np.append(listed.points, 0)[rows].sum(axis=1) + self._load(volunteer)[minutes]
        width = max(1, tours * listed.visits.shape[1])
        visits = np.full((number, width), -1, dtype=np.int32)
        visits[:, : tours * listed.visits.shape[1]] = np.pad(listed.visits, none, constant_values=-1)[rows].reshape(
            number, tours * listed.visits.shape[1]
        )
        visits = np.sort(visits, axis=1)[:, ::-1]
        most = max(1, int((visits >= 0).sum(axis=1).max(initial=0)))
        return Weeks(np.full(number, volunteer), rows, visits[:, :most], points)

    def plan(self, volunteer: int, routes: NDArray[np.int64]) -> WeeklyPlan:
        """The week of these routes among those that are listed of the volunteer; −1 for none."""
        listed, first = self._listed(volunteer), self._tours(volunteer).start
        assert listed is not None
        chosen = routes[routes >= 0]
        tours = (first + listed.tours.searchsorted(chosen, side="right") - 1).tolist()
        visits = [[visit for visit in of_route if visit >= 0] for of_route in listed.visits[chosen].tolist()]
        dates = [0] * self._instance.days
        for tour, of_tour, points in zip(tours, visits, listed.points[chosen].tolist(), strict=True):
            dates[int(self._days[tour])] += points + sum(self._earns(tour)[visit] for visit in of_tour)
        spans = self._spans.of_week(zip(tours, visits, strict=True))
        return self._plan(volunteer, listed, chosen)._replace(spans=spans, dates=tuple(dates))

    def known_plan(self, volunteer: int, tours: Mapping[int, Sequence[int]], points: int) -> WeeklyPlan:
        """The plan of a volunteer who makes these visits on tours."""
        visits = sorted(visit for of_tour in tours.values() for visit in of_tour)
        spans = self._spans.of_week(tours.items()) if self._listed(volunteer) is not None else ()
        return WeeklyPlan(volunteer, tuple(visits), points, spans)

    def tolls(self, volunteer: int, meetings: Tolls) -> NDArray[np.float64]:
        """What each listed route of the volunteer owes for meetings."""
        listed = self._listed(volunteer)
        assert listed is not None
        tolls = np.zeros(len(listed.minutes))
        for visit, of_visit in meetings.items():
            there, earliest, latest = self._with_visit(volunteer, listed, visit)
            if len(there):
                tolls[there] += toll(of_visit, self._crew(visit), volunteer, earliest, latest)
        return tolls

    def _listed(self, volunteer: int) -> Listed | None:
        """Routes of the volunteer, if all of them are listed."""
        if volunteer not in self._lists:
            self._lists[volunteer] = self._list(volunteer)
        return self._lists[volunteer]

    def _list(self, volunteer: int) -> Listed | None:
        routes, tours = self._routes, self._tours(volunteer)
        if not routes.complete[tours.start : tours.stop].all():
            return None
        first = routes.first[tours.start : tours.stop + 1]
        part = slice(int(first[0]), int(first[-1]))
        return Listed(routes.visits[part], routes.minutes[part], routes.points[part], first - first[0])

    def _tolled(self, volunteer: int, listed: Listed, offer: Offer) -> Listed:
        """The same routes with what they owe for meetings."""
        return listed._replace(points=listed.points + self.tolls(volunteer, offer.meetings).astype(np.int64))

    def _with_visit(self, volunteer: int, listed: Listed, visit: int) -> tuple[NDArray[np.int64], Ints, Ints]:
        """Routes with a visit, by their number, and from when to when it can start on them."""
        if (volunteer, visit) not in self._there:
            none = np.empty(0, dtype=np.int32)
            parts = [(none.astype(np.int64), none, none)]
            for number, tour in enumerate(self._tours(volunteer)):
                first, end = listed.tours[number : number + 2]
                there = first + np.nonzero((listed.visits[first:end] == visit).any(axis=1))[0]
                if len(there):
                    parts.append((there, *self._spans.of_routes(tour, listed.visits[there], visit)))
            routes, earliest, latest = (np.concatenate(column) for column in zip(*parts, strict=True))
            self._there[volunteer, visit] = routes, earliest, latest
        return self._there[volunteer, visit]

    def _crew(self, visit: int) -> int:
        return int(self._instance.need_crew[visit // self._instance.days])

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
        pairs = self._pairs(volunteer)
        needs = self._instance.pair_need[pairs]
        terms = np.column_stack((offer.faces[needs], self._instance.pair_days[pairs])).astype(np.int64)
        shares = self._shares[pairs].copy()
        position = np.zeros(self._instance.needs, dtype=np.int64)
        position[needs] = np.arange(len(needs))
        most, _, number = find_weeks(
            listed.visits,
            listed.minutes,
            listed.points,
            listed.tours,
            self._days[self._tours(volunteer).start : self._tours(volunteer).stop],
            self._load(volunteer),
            self._instance.days,
            position,
            terms,
            np.where(self._fits[self._instance.need_pattern[needs]], offer.owed[needs], NEVER),
            offer.earned,
            shares,
            known,
            near,
            effort,
            found,
        )
        self._shares[pairs] = shares
        return int(most), int(number)

    def _plan(self, volunteer: int, listed: Listed, routes: NDArray[np.int64]) -> WeeklyPlan:
        visits = sorted(visit for of_route in listed.visits[routes].tolist() for visit in of_route if visit >= 0)
        points = int(listed.points[routes].sum()) + int(self._load(volunteer)[listed.minutes[routes].sum()])
        return WeeklyPlan(volunteer, tuple(visits), points)

    def _known(self, volunteer: int, offer: Offer) -> int:
        """The most that a week found before earns now."""
        return max((self._earned(plan, offer) for plan in self._weeks[volunteer]), default=NO_WEEK)

    def _earned(self, plan: WeeklyPlan, offer: Offer) -> int:
        visits = np.array(plan.visits, dtype=np.int64)
        needs, dates = np.divmod(visits, self._instance.days)
        served, first = np.unique(needs, return_index=True)
        owed = offer.owed[served, np.bitwise_or.reduceat(1 << dates, first)].sum() if len(visits) else 0
        tolls = sum(
            toll(offer.meetings[visit], self._crew(visit), plan.volunteer, earliest, latest)
            for visit, earliest, latest in plan.spans
            if visit in offer.meetings
        )
        return int(offer.earned[visits].sum() - owed - tolls) - plan.points

    def _load(self, volunteer: int) -> Points:
        """Points (times SCALE) of so many service minutes, up to the most that the week can hold."""
        if volunteer not in self._loads:
            most = sum(self._windows.tours[tour].most[1] for tour in self._tours(volunteer))
            week = min(int(self._instance.limit[volunteer, -1, MINUTES]), most)
            curve = self._instance.load_points[self._instance.volunteer_load[volunteer]]
            self._loads[volunteer] = SCALE * curve[np.minimum(np.arange(week + 1), len(curve) - 1)]
        return self._loads[volunteer]

    def _earns(self, tour: int) -> Mapping[int, int]:
        """What serving each visit of a tour saves by itself (times SCALE)."""
        if tour not in self._earnings:
            candidates = self._windows.tours[tour].candidates
            self._earnings[tour] = dict(candidates[:, [VISIT, EARNS]].tolist())
        return self._earnings[tour]

    def _tours(self, volunteer: int) -> range:
        ptr = self._instance.volunteer_tour_ptr
        return range(int(ptr[volunteer]), int(ptr[volunteer + 1]))

    def _pairs(self, volunteer: int) -> slice:
        ptr = self._instance.volunteer_pair_ptr
        return slice(int(ptr[volunteer]), int(ptr[volunteer + 1]))


def _fits(instance: Instance) -> Flags:
    """Whether a need of each pattern class may be served on the dates of a bit mask, and on others too if it must; [K, 2^D]."""
    fits = instance.pattern_points < FORBIDDEN
    masks = np.arange(fits.shape[1])
    for day in range(instance.days):
        fits = fits | fits[:, masks | 1 << day]
    return fits

"""Volunteers' side of the bound: given a price for every visit, the week that earns a volunteer the most.

A week is a route for each tour. Where all routes of a volunteer are listed it is found exactly (see `week_pricing`), within
the limits of each date; where they are too many each tour is searched at these prices (see `searched`). Limits that join tours
of one date are left out there, and where too many routes would have to be joined: what a volunteer could earn within them is
hard to prove, so the master sees to them in the mean (see `cuts`). Routes that were worth it at some prices are tried again at others,
where they are not listed. Left out is always whatever joins volunteers: nobody earns
more than this in any roster.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import chain
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.appointments import BARRED, Appointment, Appointments
from matcher.engine.bound.capacity import Capacity
from matcher.engine.bound.cuts import Tolls, toll
from matcher.engine.bound.knapsack import NEVER
from matcher.engine.bound.prices import Offer
from matcher.engine.bound.remembered import NO_WEEK, Remembered
from matcher.engine.bound.searched import Listed, Searcher
from matcher.engine.bound.spans import ANY, Spans
from matcher.engine.bound.week_pricing import find_weeks
from matcher.engine.bound.weeks import WeeklyPlan, Weeks
from matcher.engine.bound.worthwhile import least_worth, most_of_tours
from matcher.engine.routes import Routes, Windows, join_dates
from matcher.engine.routes.labels import EARNS, VISIT
from matcher.engine.routes.starts import NEVER as NO_START
from matcher.waist.instance import FORBIDDEN, Flags, Instance, Ints

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


class Volunteers:
    """All volunteers of an instance, ready to be priced again and again, different ones at the same time if need be."""

    def __init__(self, instance: Instance, windows: Windows, routes: Routes) -> None:
        self._instance = instance
        self._windows = windows
        joined = join_dates(instance, windows, routes)
        self._days = instance.tour_day.astype(np.int64)
        self._spans = Spans(instance, windows, joined.joined_to)
        self._narrow = self._spans
        self._joined_to = joined.joined_to
        self._there: dict[tuple[int, int], tuple[NDArray[np.int64], Ints, Ints]] = {}
        self._fits = _fits(instance)
        self._capacity = Capacity(instance, windows)
        self._strict = False
        self._search = Searcher(instance, windows)
        self._shares = np.zeros((instance.pairs, instance.days), dtype=np.int64)
        self._earnings: dict[int, dict[int, int]] = {}
        self._lists = [self._list(volunteer, joined) for volunteer in range(instance.volunteers)]
        self._worthwhile: dict[int, Listed] = {}
        self._remembered = [Remembered(instance) for _ in range(instance.volunteers)]

    def best_plans(self, volunteer: int, offer: Offer, effort: int, *, hasty: bool = False) -> Best:
        """The most that the volunteer can earn, and weeks that earn much; much is more than any week known before.

        The most is exact unless more than `effort` routes had to be looked at; if `hasty`, few are, where they are not listed.
        """
        listed = self._lists[volunteer]
        if listed is None:
            return self._searched_plans(volunteer, offer._replace(meetings={}), effort, hasty)
        known = self._known(volunteer, offer)
        most, rows = self._best_weeks(volunteer, self._tolled(volunteer, listed, offer), offer, effort, known)
        best = Best(most, [self.plan(volunteer, row) for row in rows], proved=True)
        self._remembered[volunteer].add(best.plans)
        return best

    def _searched_plans(self, volunteer: int, offer: Offer, effort: int, hasty: bool) -> Best:
        """The same where routes are searched; meetings are left out."""
        even = self._search.evenly(volunteer, offer)
        minutes, unit = self._capacity.most_minutes(volunteer), self._capacity.unit(volunteer)
        found = self._search.best_routes(volunteer, even.earned, minutes, unit, hasty=hasty)
        plans = self._plans_of(volunteer, found.routes, offer, effort).plans
        if volunteer in self._worthwhile:
            plans += self._plans_of(volunteer, self._worthwhile[volunteer], offer, effort).plans
        known = self._known(volunteer, offer)
        if hasty:
            return Best(known, plans, proved=False)
        hope, _ = self._best_weeks(volunteer, found.hopes, even, effort, known)
        others = self._list_worthwhile(volunteer, offer, even, found.hopes, known, hope) if found.complete else None
        if others is None:
            return Best(hope, plans, proved=True)
        best = self._plans_of(volunteer, self._worthwhile[volunteer], offer, effort, others)
        return Best(best.most, best.plans + plans, proved=True)

    def _list_worthwhile(
        self, volunteer: int, offer: Offer, even: Offer, hopes: Listed, known: int, hope: int
    ) -> int | None:
        """Lists all routes that can be part of weeks that earn more than is known, or than half of what is hoped beyond that where
        they are too many; answers what no other week earns more than. None where they are still too many, or nothing is hoped."""
        load, unit = self._capacity.load(volunteer), self._capacity.unit(volunteer)
        earned = most_of_tours(hopes, len(load))
        for others in (known, (known + hope) // 2) if hope > known else ():
            least = least_worth(earned, load, others)
            better = self._search.better_routes(volunteer, offer.earned, even.earned, least, unit)
            if better is not None:
                self._worthwhile[volunteer] = better
                return others
        return None

    def _plans_of(self, volunteer: int, listed: Listed, offer: Offer, effort: int, known: int = NO_WEEK) -> Best:
        """The most that one of these routes for each tour earns, no less than what is known, and plans that earn more than that."""
        known = max(known, self._known(volunteer, offer))
        most, rows = self._best_weeks(volunteer, listed, offer, effort, known)
        best = Best(most, [self._listed_plan(volunteer, listed, row) for row in rows], proved=True)
        self._remembered[volunteer].add(best.plans)
        return best

    def _best_weeks(
        self, volunteer: int, listed: Listed, offer: Offer, effort: int, known: int
    ) -> tuple[int, list[NDArray[np.int64]]]:
        """The most that one of these routes for each tour earns, no less than what is known, and weeks that earn more than that, the
        best first."""
        found = np.empty((PLANS, len(listed.tours) - 1), dtype=np.int64)
        most, _ = self._joined(volunteer, listed, offer, found, known, near=False, effort=effort)
        return most, [row[row >= 0] for row in found if (row >= 0).any()]

    def _known(self, volunteer: int, offer: Offer) -> int:
        """What some week earns."""
        return max(self._remembered[volunteer].most(offer), -int(self._capacity.load(volunteer)[0]))

    def near_weeks(self, volunteer: int, offer: Offer, least: int, at_most: int) -> Weeks | None:
        """All weeks that earn `least` or more (times SCALE); None where they are more than `at_most`, it takes
        too long, or routes are not listed."""
        listed = self._lists[volunteer]
        if listed is None:
            return None
        tours = len(listed.tours) - 1
        found, number = np.empty((at_most + 1, tours), dtype=np.int64), 1
        if tours:
            asked = self._tolled(volunteer, listed, offer)
            _, number = self._joined(volunteer, asked, offer, found, least - 1, near=True, effort=NEAR_EFFORT)
        if number > at_most:
            return None
        rows, none = found[:number].copy(), ((0, 1), (0, 0))
        minutes = np.append(listed.minutes, 0)[rows].sum(axis=1)
        points = np.append(listed.points, 0)[rows].sum(axis=1) + self._capacity.load(volunteer)[minutes]
        width = tours * listed.visits.shape[1]
        visits = np.full((number, max(1, width)), -1, dtype=np.int32)
        own = np.pad(listed.visits, none, constant_values=-1)[rows].reshape(number, width)
        visits[:, :width] = self._own(volunteer)[own]
        visits = np.sort(visits, axis=1)[:, ::-1]
        most = max(1, int((visits >= 0).sum(axis=1).max(initial=0)))
        return Weeks(np.full(number, volunteer), rows, visits[:, :most], points)

    def plan(self, volunteer: int, routes: NDArray[np.int64]) -> WeeklyPlan:
        """The week of these routes among those that are listed of the volunteer; −1 for none."""
        listed, first = self._lists[volunteer], self._tours(volunteer).start
        assert listed is not None
        chosen = routes[routes >= 0]
        tours = (first + listed.tours.searchsorted(chosen, side="right") - 1).tolist()
        of_routes = self._own(volunteer)[listed.visits[chosen]].tolist()
        visits = [[visit for visit in of_route if visit >= 0] for of_route in of_routes]
        dates = [0] * self._instance.days
        for tour, of_tour, points in zip(tours, visits, listed.points[chosen].tolist(), strict=True):
            dates[int(self._days[tour])] += points + sum(self._earns(tour)[visit] for visit in of_tour)
        spans = self._narrow.of_week(zip(tours, visits, strict=True))
        points, minutes = int(listed.points[chosen].sum()), int(listed.minutes[chosen].sum())
        plan = self._plan(volunteer, chain.from_iterable(visits), points, minutes)
        return plan._replace(spans=spans, dates=tuple(dates))

    def apart(self) -> Self:
        """The same for somebody who prices them meanwhile, and wants weeks within all limits of dates."""
        other = copy(self)
        other._strict, other._shares = True, self._shares.copy()
        other._remembered = [
            Remembered(self._instance) if self._may_exceed(one) else copy(self._remembered[one])
            for one in range(self._instance.volunteers)
        ]
        return other

    def narrowed(self, appointments: Appointments, new: Iterable[Appointment]) -> Self:
        """The same where weeks that do not go together with the new appointments, the last of all, earn nothing."""
        narrowed = copy(self)
        narrowed._narrow = self._spans.narrowed(appointments.starts, appointments.taken)
        narrowed._lists, narrowed._remembered = list(self._lists), list(self._remembered)
        for visit, start, members in new:
            for volunteer in members if start != ANY else ():
                narrowed._remembered[volunteer] = Remembered(self._instance)
                narrowed._bar(volunteer, visit)
        for visit in appointments.taken_by(self._instance, new):
            for volunteer in np.nonzero(~appointments.closed[:, visit])[0].tolist():
                if self._may_make(volunteer, visit):
                    narrowed._remembered[volunteer] = Remembered(self._instance)
                    narrowed._bar(volunteer, visit)
        return narrowed

    def _may_make(self, volunteer: int, visit: int) -> bool:
        need, day = divmod(visit, self._instance.days)
        pairs = self._pairs(volunteer)
        at = pairs.start + int(self._instance.pair_need[pairs].searchsorted(need))
        there = at < pairs.stop and self._instance.pair_need[at] == need
        return bool(there and self._instance.pair_days[at] >> day & 1)

    def _bar(self, volunteer: int, visit: int) -> None:
        """Routes on which the visit cannot have a start that is left earn nothing."""
        listed = self._lists[volunteer]
        if listed is None:
            return
        own, barred = self._own(volunteer), listed.points.copy()
        for tour, there in self._routes_with(volunteer, listed, visit):
            earliest, _ = self._narrow.of_routes(tour, own[listed.visits[there]], visit)
            barred[there[earliest >= NO_START]] += BARRED
        self._lists[volunteer] = listed._replace(points=barred)

    def again(self, plan: WeeklyPlan) -> WeeklyPlan | None:
        """The same visits as they are left to choose; None if they are not."""
        tours: dict[int, set[int]] = defaultdict(set)
        for tour in self._tours(plan.volunteer):
            tours[int(self._days[tour])].add(int(self._joined_to[tour]))
        dates: dict[int, list[int]] = defaultdict(list)
        for visit in plan.visits:
            dates[visit % self._instance.days].append(visit)
        if any(len(tours[date]) > 1 for date in dates):
            return None  # which of its visits are on which tour is not told
        spans = self._narrow.of_week((min(tours[date]), visits) for date, visits in dates.items())
        return plan._replace(spans=spans) if all(span.earliest <= span.latest for span in spans) else None

    def known_plan(self, volunteer: int, tours: Mapping[int, Sequence[int]], points: int) -> WeeklyPlan:
        """The plan of a volunteer who makes these visits on tours."""
        visits = sorted(visit for of_tour in tours.values() for visit in of_tour)
        spans = self._narrow.of_week(tours.items()) if self._lists[volunteer] is not None else ()
        return WeeklyPlan(volunteer, tuple(visits), points, spans)

    def tolls(self, volunteer: int, meetings: Tolls) -> NDArray[np.float64]:
        """What each listed route of the volunteer owes for meetings."""
        listed = self._lists[volunteer]
        assert listed is not None
        tolls = np.zeros(len(listed.minutes))
        for visit, of_visit in meetings.items():
            there, earliest, latest = self._with_visit(volunteer, listed, visit)
            if len(there):
                tolls[there] += toll(of_visit, self._crew(visit), volunteer, earliest, latest)
        return tolls

    def _list(self, volunteer: int, routes: Routes) -> Listed | None:
        """Routes of the volunteer, if all of them are listed."""
        tours = self._tours(volunteer)
        if not routes.complete[tours.start : tours.stop].all():
            return None
        first = routes.first[tours.start : tours.stop + 1]
        part = slice(int(first[0]), int(first[-1]))
        own, number = self._own(volunteer), np.full(self._instance.needs * self._instance.days + 1, -1, dtype=np.int32)
        number[own[:-1]] = np.arange(len(own) - 1)
        longest = max(1, int((routes.visits[part] >= 0).sum(axis=1).max(initial=0)))
        visits, minutes = number[routes.visits[part, :longest]], routes.minutes[part] // self._capacity.unit(volunteer)
        return Listed(visits, minutes, routes.points[part].copy(), first - first[0])

    def _own(self, volunteer: int) -> Ints:
        """The visits that the volunteer's own numbers stand for: pair × D + date; the last one, −1, is for pads."""
        needs, days = self._instance.pair_need[self._pairs(volunteer)], self._instance.days
        return np.append((needs[:, None] * days + np.arange(days)).ravel(), -1).astype(np.int32)

    def _tolled(self, volunteer: int, listed: Listed, offer: Offer) -> Listed:
        """The same routes with what they owe for meetings."""
        if not offer.meetings:
            return listed
        return listed._replace(points=listed.points + self.tolls(volunteer, offer.meetings).astype(np.int64))

    def _with_visit(self, volunteer: int, listed: Listed, visit: int) -> tuple[NDArray[np.int64], Ints, Ints]:
        """Routes with a visit, by their number, and from when to when it can start on them."""
        if (volunteer, visit) not in self._there:
            none = np.empty(0, dtype=np.int32)
            parts = [(none.astype(np.int64), none, none)]
            own = self._own(volunteer)
            for tour, there in self._routes_with(volunteer, listed, visit):
                parts.append((there, *self._spans.of_routes(tour, own[listed.visits[there]], visit)))
            routes, earliest, latest = (np.concatenate(column) for column in zip(*parts, strict=True))
            self._there[volunteer, visit] = routes, earliest, latest
        return self._there[volunteer, visit]

    def _routes_with(self, volunteer: int, listed: Listed, visit: int) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """Tours with the visit on some routes, and these by their number."""
        number = [*self._own(volunteer).tolist(), visit].index(visit)
        for place, tour in enumerate(self._tours(volunteer)):
            first, end = listed.tours[place : place + 2]
            there = first + np.nonzero((listed.visits[first:end] == number).any(axis=1))[0]
            if len(there):
                yield tour, there

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
        most, _, number = find_weeks(
            listed.visits,
            listed.minutes,
            listed.points,
            listed.tours,
            self._days[self._tours(volunteer).start : self._tours(volunteer).stop],
            self._capacity.load(volunteer),
            self._capacity.of_dates(volunteer, strict=self._strict or near),
            self._instance.days,
            terms,
            np.where(self._fits[self._instance.need_pattern[needs]], offer.owed[needs], NEVER),
            offer.earned[self._own(volunteer)[:-1]],
            shares,
            known,
            near,
            effort,
            found,
        )
        self._shares[pairs] = shares
        return int(most), int(number)

    def _listed_plan(self, volunteer: int, listed: Listed, rows: NDArray[np.int64]) -> WeeklyPlan:
        """The plan of these routes."""
        visits = self._own(volunteer)[listed.visits[rows][listed.visits[rows] >= 0]]
        return self._plan(volunteer, visits.tolist(), int(listed.points[rows].sum()), int(listed.minutes[rows].sum()))

    def _plan(self, volunteer: int, visits: Iterable[int], points: int, minutes: int) -> WeeklyPlan:
        """The plan of routes with so many points and service minutes together."""
        return WeeklyPlan(volunteer, tuple(sorted(visits)), points + int(self._capacity.load(volunteer)[minutes]))

    def _may_exceed(self, volunteer: int) -> bool:
        """Whether windows of a date may hold more than the date, unless it is strict."""
        tours = self._tours(volunteer)
        apart = {(int(self._days[tour]), int(self._joined_to[tour])) for tour in tours}
        return len(apart) > len({day for day, _ in apart})

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

"""Volunteers' side of the bound: given a price for every visit, the week that earns a volunteer the most.

A week is a route for each tour. Where all routes of a volunteer are listed it is found exactly (see `best_weeks`), within
the limits of each date; where they are too many each tour is searched at these prices (see `searched_weeks`). Limits that join tours
of one date are left out there, and where too many routes would have to be joined: what a volunteer could earn within them is
hard to prove, so the master sees to them in the mean (see `cuts`). Left out is always whatever joins volunteers: nobody earns
more than this in any roster.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.appointments import BARRED, Appointment, Appointments
from matcher.engine.bound.best_weeks import Best, BestWeeks
from matcher.engine.bound.cuts import Tolls, toll
from matcher.engine.bound.even_prices import EvenPrices
from matcher.engine.bound.listed import Listed, listed_of, own_visits
from matcher.engine.bound.prices import Offer
from matcher.engine.bound.searched_weeks import SearchedWeeks
from matcher.engine.bound.spans import ANY, Spans
from matcher.engine.bound.weeks import WeeklyPlan, Weeks
from matcher.engine.bound.worthwhile import least_worth, most_of_tours
from matcher.engine.routes import Routes, Windows, join_dates
from matcher.engine.routes.labels import EARNS, VISIT
from matcher.engine.routes.starts import NEVER as NO_START
from matcher.waist.instance import Instance, Ints, Points


class Volunteers:
    """All volunteers of an instance, ready to be priced again and again, different ones at the same time if need be."""

    def __init__(self, instance: Instance, windows: Windows, routes: Routes) -> None:
        self._instance = instance
        self._windows = windows
        joined = join_dates(instance, windows, routes)
        self._spans = Spans(instance, windows, joined.joined_to)
        self._narrow = self._spans
        self._joined_to = joined.joined_to
        self._there: dict[tuple[int, int], tuple[NDArray[np.int64], Ints, Ints]] = {}
        self._earnings: dict[int, dict[int, int]] = {}
        self._weeks = BestWeeks(instance, windows, joined.joined_to)
        self._even_prices = EvenPrices(instance)
        self._searched = SearchedWeeks(instance, windows, self._weeks, self._even_prices)
        units = map(self._weeks.capacity.unit, range(instance.volunteers))
        self._lists = [listed_of(instance, joined, volunteer, unit) for volunteer, unit in enumerate(units)]

    def best_plans(self, volunteer: int, offer: Offer, effort: int, *, hasty: bool = False) -> Best:
        """The most that the volunteer can earn, and weeks that earn much; much is more than any week known before.

        The most is exact unless more than `effort` routes had to be looked at; if `hasty`, few are, where they are not listed.
        """
        listed = self._lists[volunteer]
        if listed is None:
            return self._searched.best(volunteer, offer._replace(meetings={}), effort, hasty=hasty)
        owing, plan = self._tolled(volunteer, listed, offer), partial(self.plan, volunteer)
        return self._weeks.best(volunteer, owing, offer, effort, plan=plan)

    def near_weeks(self, volunteer: int, offer: Offer, least: int, at_most: int) -> Weeks | None:
        """All weeks that earn `least` or more (times SCALE); None where they are more than `at_most`, it takes
        too long, or routes are not listed."""
        listed = self._lists[volunteer]
        if listed is None:
            return None
        rows = self._weeks.near(volunteer, self._tolled(volunteer, listed, offer), offer, least, at_most)
        if rows is None:
            return None
        number, none = len(rows), ((0, 1), (0, 0))
        minutes = np.append(listed.minutes, 0)[rows].sum(axis=1)
        points = np.append(listed.points, 0)[rows].sum(axis=1) + self._weeks.capacity.load(volunteer)[minutes]
        width = rows.shape[1] * listed.visits.shape[1]
        visits = np.full((number, max(1, width)), -1, dtype=np.int32)
        own = np.pad(listed.visits, none, constant_values=-1)[rows].reshape(number, width)
        visits[:, :width] = own_visits(self._instance, volunteer)[own]
        visits = np.sort(visits, axis=1)[:, ::-1]
        most = max(1, int((visits >= 0).sum(axis=1).max(initial=0)))
        return Weeks(np.full(number, volunteer), rows, visits[:, :most], points)

    def losses(self, volunteer: int, offer: Offer, most: int) -> tuple[NDArray[np.int64], Points] | None:
        """Routes that lose less than the `most` (times SCALE): their numbers, and how much less than the best week that is known one
        with them earns at least; None where routes are not listed."""
        listed = self._lists[volunteer]
        if listed is None:
            return None
        prices = np.append(self._even_prices.of(volunteer, offer).earned, 0)
        earned = prices[own_visits(self._instance, volunteer)[listed.visits]].sum(axis=1) - listed.points
        load = self._weeks.capacity.load(volunteer)
        possible = np.nonzero((earned > -BARRED // 2) & (listed.minutes < len(load)))[0]
        tours, minutes = listed.tours.searchsorted(possible, side="right") - 1, listed.minutes[possible]
        of_tours = most_of_tours(len(listed.tours) - 1, tours, minutes, earned[possible], len(load))
        lost = least_worth(of_tours, load, self._weeks.known(volunteer, offer))[tours, minutes] - earned[possible]
        return possible[lost < most], lost[lost < most]

    def routes(self, volunteer: int, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], Ints, Points]:
        """Tours, visits ([R, L], −1 pads) and points (times SCALE) of these routes."""
        listed = self._lists[volunteer]
        assert listed is not None
        tours = self._instance.tours_of(volunteer).start + listed.tours.searchsorted(numbers, side="right") - 1
        return tours, own_visits(self._instance, volunteer)[listed.visits[numbers]], listed.points[numbers]

    def plan(self, volunteer: int, routes: NDArray[np.int64]) -> WeeklyPlan:
        """The week of these routes among those that are listed of the volunteer; −1 for none."""
        listed, first = self._lists[volunteer], self._instance.tours_of(volunteer).start
        assert listed is not None
        chosen = routes[routes >= 0]
        tours = (first + listed.tours.searchsorted(chosen, side="right") - 1).tolist()
        of_routes = own_visits(self._instance, volunteer)[listed.visits[chosen]].tolist()
        visits = [[visit for visit in of_route if visit >= 0] for of_route in of_routes]
        dates = [0] * self._instance.days
        for tour, of_tour, points in zip(tours, visits, listed.points[chosen].tolist(), strict=True):
            dates[int(self._instance.tour_day[tour])] += points + sum(self._earns(tour)[visit] for visit in of_tour)
        spans = self._narrow.of_week(zip(tours, visits, strict=True))
        points = listed.points[chosen].sum() + self._weeks.capacity.load(volunteer)[listed.minutes[chosen].sum()]
        return WeeklyPlan(volunteer, tuple(sorted(chain.from_iterable(visits))), int(points), spans, tuple(dates))

    def apart(self) -> Self:
        """The same for somebody who prices them meanwhile, and wants weeks within all limits of dates."""
        other = copy(self)
        other._weeks = self._weeks.apart()
        other._searched = self._searched.joined_by(other._weeks)
        return other

    def narrowed(self, appointments: Appointments, new: Iterable[Appointment]) -> Self:
        """The same where weeks that do not go together with the new appointments, the last of all, earn nothing."""
        narrowed = copy(self)
        narrowed._narrow = self._spans.narrowed(appointments.starts, appointments.taken)
        narrowed._lists = list(self._lists)
        barred = [(one, visit) for visit, start, members in new if start != ANY for one in members]
        for visit in appointments.taken_by(self._instance, new):
            may = np.nonzero(~appointments.closed[:, visit])[0].tolist()
            barred += [(volunteer, visit) for volunteer in may if self._may_make(volunteer, visit)]
        for volunteer, visit in barred:
            narrowed._bar(volunteer, visit)
        narrowed._weeks = self._weeks.without_memory(volunteer for volunteer, _ in barred)
        narrowed._searched = self._searched.joined_by(narrowed._weeks)
        return narrowed

    def _may_make(self, volunteer: int, visit: int) -> bool:
        need, day = divmod(visit, self._instance.days)
        pair = self._instance.pair(volunteer, need)
        return pair >= 0 and bool(self._instance.pair_days[pair] >> day & 1)

    def _bar(self, volunteer: int, visit: int) -> None:
        """Routes on which the visit cannot have a start that is left earn nothing."""
        listed = self._lists[volunteer]
        if listed is None:
            return
        own, barred = own_visits(self._instance, volunteer), listed.points.copy()
        for tour, there in self._routes_with(volunteer, listed, visit):
            earliest, _ = self._narrow.of_routes(tour, own[listed.visits[there]], visit)
            barred[there[earliest >= NO_START]] += BARRED
        self._lists[volunteer] = listed._replace(points=barred)

    def again(self, plan: WeeklyPlan) -> WeeklyPlan | None:
        """The same visits as they are left to choose; None if they are not."""
        tours: dict[int, set[int]] = defaultdict(set)
        for tour in self._instance.tours_of(plan.volunteer):
            tours[int(self._instance.tour_day[tour])].add(int(self._joined_to[tour]))
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
            own = own_visits(self._instance, volunteer)
            for tour, there in self._routes_with(volunteer, listed, visit):
                parts.append((there, *self._spans.of_routes(tour, own[listed.visits[there]], visit)))
            routes, earliest, latest = (np.concatenate(column) for column in zip(*parts, strict=True))
            self._there[volunteer, visit] = routes, earliest, latest
        return self._there[volunteer, visit]

    def _routes_with(self, volunteer: int, listed: Listed, visit: int) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """Tours with the visit on some routes, and these by their number."""
        number = [*own_visits(self._instance, volunteer).tolist(), visit].index(visit)
        for place, tour in enumerate(self._instance.tours_of(volunteer)):
            first, end = listed.tours[place : place + 2]
            there = first + np.nonzero((listed.visits[first:end] == number).any(axis=1))[0]
            if len(there):
                yield tour, there

    def _crew(self, visit: int) -> int:
        return int(self._instance.need_crew[visit // self._instance.days])

    def _earns(self, tour: int) -> Mapping[int, int]:
        """What serving each visit of a tour saves by itself (times SCALE)."""
        if tour not in self._earnings:
            candidates = self._windows.tours[tour].candidates
            self._earnings[tour] = dict(candidates[:, [VISIT, EARNS]].tolist())
        return self._earnings[tour]

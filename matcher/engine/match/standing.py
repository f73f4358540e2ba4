"""A standing roster as integers: tours as sequences of stops, the sums that limits look at, and who is busy when."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from matcher.engine.match.stops import (
    BARRIER,
    BARRIER_END,
    COLUMNS,
    FIXED,
    LEG,
    MINUTES,
    PUBLISHED,
    SPAN,
    SPAN_END,
    START,
    START_POINTS,
)
from matcher.engine.plan import Plan
from matcher.waist.instance import Flags, Instance, Ints, Points

Interval = tuple[int, int]


class Standing(NamedTuple):
    """Stops stand tour by tour, by start; those of a volunteer stand together. S stops, T tours, V volunteers, D dates."""

    instance: Instance
    stop: Points  # [S, COLUMNS]
    stop_visit: Ints  # [S]
    stop_pair: Ints  # [S] pair of the instance
    tour_stop_ptr: Points  # [T + 1]
    tour_back: Points  # [T] minutes from the last stop to the base, 0 without stops
    tour_sums: Points  # [T, 3] visits, service minutes, travel minutes
    sums: Points  # [V, D + 1, 3] the same per date; the last row is the week's
    members: dict[int, tuple[int, ...]]  # visit → its stops
    span: Points  # [.., 3] first start, last start, points
    barrier: Points  # [.., 2] intervals in which a stop cannot be, listed per stop
    entangled: Flags  # [N] needs whose cadres have other needs or volunteer
    received: dict[
        int, tuple[tuple[int, int, int], ...]
    ]  # volunteer → (start, end, visit) of visits received as a cadre

    @property
    def days(self) -> int:
        """D."""
        return self.instance.days

    def stops_of(self, volunteers: Ints) -> tuple[Ints, Ints]:
        """Stops of these volunteers end to end, and where those of each begin."""
        tours = self.instance.volunteer_tour_ptr
        first, end = self.tour_stop_ptr[tours[volunteers]], self.tour_stop_ptr[tours[volunteers + 1]]
        ptr = np.concatenate(([0], np.cumsum(end - first)))
        stops = np.arange(ptr[-1]) + np.repeat(first - ptr[:-1], end - first)
        return stops.astype(np.int32), ptr.astype(np.int32)

    def visits_of_cadre(self, cadre: int, gone: int = -1) -> Iterator[tuple[int, int, int]]:
        """(start, end, visit) of every standing visit that serves a cadre, one that is gone aside."""
        its = self.instance
        for need in its.cadre_need[its.cadre_need_ptr[cadre] : its.cadre_need_ptr[cadre + 1]].tolist():
            for visit in range(need * its.days, (need + 1) * its.days):
                if visit in self.members and visit != gone:
                    start = int(self.stop[self.members[visit][0], START])
                    yield start, start + int(its.need_minutes[need]), visit

    def busy(self, volunteer: int, gone: int = -1) -> Iterator[Interval]:
        """When a volunteer is on a visit or a leg, one visit that is gone aside."""
        for tour in self.instance.tours_of(volunteer):
            yield from busy_on(*self.tour(tour, gone))

    def tour(self, tour: int, gone: int = -1) -> tuple[Points, int]:
        """Stops of a tour and its minutes back to the base, once a visit is gone."""
        its = slice(self.tour_stop_ptr[tour], self.tour_stop_ptr[tour + 1])
        left = np.flatnonzero(self.stop_visit[its] != gone)
        stops, back = self.stop[its][left], int(self.tour_back[tour])
        if len(left) < its.stop - its.start:
            volunteer = int(self.instance.tour_volunteer[tour])
            base = int(self.instance.base_place[volunteer])
            places = [base, *self.instance.pair_place[self.stop_pair[its][left]].tolist(), base]
            ways = [self.instance.minutes_between(volunteer, a, b) for a, b in pairwise(places)]
            stops[:, LEG], back = ways[:-1], ways[-1] if len(left) else 0
        return stops, back

    def load_points(self, volunteer: int, minutes: int) -> int:
        """Points of a volunteer's minutes in the week."""
        curve = self.instance.load_points[self.instance.volunteer_load[volunteer]]
        return int(curve[min(minutes, len(curve) - 1)])


def busy_on(stops: Points, back: int) -> Iterator[Interval]:
    """When somebody on a tour is on a visit or a leg: a leg ends as its visit starts, the way back follows the last."""
    for stop in stops:
        yield int(stop[START] - stop[LEG]), int(stop[START] + stop[MINUTES])
    if len(stops):
        end = int(stops[-1, START] + stops[-1, MINUTES])
        yield end, end + int(back)


def standing_of(instance: Instance, plan: Plan) -> Standing:
    """The plan laid out; it must break no term of the instance."""
    rows = sorted(_rows(instance, plan))
    stop = np.zeros((len(rows), COLUMNS), dtype=np.int64)
    tour_of_stop = np.array([tour for tour, *_ in rows], dtype=np.int32)
    tour_stop_ptr = np.searchsorted(tour_of_stop, np.arange(instance.tours + 1))
    members: dict[int, list[int]] = defaultdict(list)
    tour_back = np.zeros(instance.tours, dtype=np.int64)
    tour_sums = np.zeros((instance.tours, 3), dtype=np.int64)
    sums = np.zeros((instance.volunteers, instance.days + 1, 3), dtype=np.int64)
    here = -1
    for k, (tour, start, visit, pair) in enumerate(rows):
        volunteer, need = int(instance.tour_volunteer[tour]), visit // instance.days
        minutes, base, place = instance.need_minutes[need], instance.base_place[volunteer], instance.pair_place[pair]
        if k == tour_stop_ptr[tour]:
            here = base
        leg, here = instance.minutes_between(volunteer, here, place), place
        tour_back[tour] = instance.minutes_between(volunteer, place, base)
        members[visit].append(k)
        spans = slice(instance.start_ptr[visit], instance.start_ptr[visit + 1])
        inside = (instance.start_first[spans] <= start) & (start <= instance.start_last[spans])
        stop[k, [START, MINUTES, LEG, SPAN, SPAN_END]] = start, minutes, leg, spans.start, spans.stop
        stop[k, START_POINTS] = instance.start_points[spans][inside].sum()
        stop[k, FIXED] = instance.need_crew[need] > 1 or instance.pinned[visit]
        stop[k, PUBLISHED] = instance.published_start[visit] if _as_published(instance, visit, volunteer) else -1
        for row in (tour_sums[tour], sums[volunteer, instance.tour_day[tour]], sums[volunteer, instance.days]):
            row += 1, minutes, leg
    for tour in np.flatnonzero(tour_back).tolist():
        volunteer = instance.tour_volunteer[tour]
        for row in (tour_sums[tour], sums[volunteer, instance.tour_day[tour]], sums[volunteer, instance.days]):
            row += 0, 0, tour_back[tour]
    standing = Standing(
        instance,
        stop,
        np.array([visit for _, _, visit, _ in rows], dtype=np.int32),
        np.array([pair for *_, pair in rows], dtype=np.int32),
        tour_stop_ptr.astype(np.int64),
        tour_back,
        tour_sums,
        sums,
        {visit: tuple(of_visit) for visit, of_visit in members.items()},
        np.column_stack((instance.start_first, instance.start_last, instance.start_points)).astype(np.int64),
        np.zeros((0, 2), dtype=np.int64),
        _entangled(instance),
        {},
    )
    received = {
        volunteer: tuple(standing.visits_of_cadre(int(instance.volunteer_cadre[volunteer])))
        for volunteer in np.flatnonzero(instance.volunteer_cadre >= 0).tolist()
    }
    return standing._replace(barrier=_barriers(standing, tour_of_stop), received=received)


def _rows(instance: Instance, plan: Plan) -> Iterator[tuple[int, int, int, int]]:
    """(tour, start, visit, pair) of every volunteer at every visit."""
    for visit, start, volunteers in plan.rows():
        for volunteer in volunteers:
            tours = instance.tours_of(volunteer)
            started = np.searchsorted(instance.tour_start[tours.start : tours.stop], start, side="right")
            yield tours[int(started) - 1], start, visit, instance.pair(volunteer, visit // instance.days)


def _as_published(instance: Instance, visit: int, volunteer: int) -> bool:
    """The visit was published with this volunteer and nobody else."""
    first, end = instance.published_ptr[visit], instance.published_ptr[visit + 1]
    return bool(end - first == 1 and instance.published_volunteer[first] == volunteer)


def _barriers(standing: Standing, tour_of_stop: Ints) -> Points:
    """Intervals that a stop must avoid if it moves: other visits of its cadres, and what keeps those busy who volunteer."""
    instance, laid = standing.instance, [np.zeros((0, 2), dtype=np.int64)]
    total = 0
    for k in np.flatnonzero(standing.stop[:, FIXED] == 0).tolist():
        need = int(standing.stop_visit[k]) // instance.days
        found: list[Interval] = []
        for cadre in instance.need_cadre[instance.need_cadre_ptr[need] : instance.need_cadre_ptr[need + 1]].tolist():
            if instance.cadre_apart[cadre]:
                found += [
                    (start, end)
                    for start, end, visit in standing.visits_of_cadre(cadre)
                    if all(tour_of_stop[other] != tour_of_stop[k] for other in standing.members[visit])
                ]
            if instance.cadre_volunteer[cadre] >= 0:
                found += standing.busy(int(instance.cadre_volunteer[cadre]))
        standing.stop[k, [BARRIER, BARRIER_END]] = total, total + len(found)
        laid.append(np.array(found, dtype=np.int64).reshape(-1, 2))
        total += len(found)
    return np.concatenate(laid)


def _entangled(instance: Instance) -> Flags:
    cadre = (instance.cadre_apart & (np.diff(instance.cadre_need_ptr) > 1)) | (instance.cadre_volunteer >= 0)
    entangled = np.zeros(instance.needs, dtype=np.bool_)
    need = np.repeat(np.arange(instance.needs), np.diff(instance.need_cadre_ptr))
    np.logical_or.at(entangled, need, cadre[instance.need_cadre])
    return entangled

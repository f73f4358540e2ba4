"""Crews start together: whose day makes him late for a visit is not with one whose day lets him come early only.

On a date on which volunteer v has given visits he can start at one of them from `earliest` to `latest` and no other time. For every
moment t, a crew's visit i and two volunteers v, w,

    Σ plans of v with i and earliest > t  +  Σ plans of w with i and latest ≤ t   ≤   Σ patterns with i,

for both cannot be there at once. Found where it is violated.
"""

from collections import defaultdict
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.master import Master
from matcher.engine.bound.volunteers import WeeklyPlan
from matcher.waist.instance import Flags, Instance, Ints

VIOLATED = 1e-2
LITTLE = 1e-6
BITS = 62
"""Visits of a date that a mask can tell apart."""
NEVER = 1 << 30


class Meeting(NamedTuple):
    """Nobody late is with anybody early at a visit: the row of a moment."""

    visit: int
    late: int
    early: int
    moment: int


class Spans:
    """From when to when a visit can start on a volunteer's day."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._span = cache(self._of)

    def of(self, volunteer: int, visits: tuple[int, ...], visit: int) -> tuple[int, int]:
        """Earliest and latest start of one of these visits (ascending; those of other dates do not matter)."""
        days = self._instance.days
        return self._span(volunteer, tuple(v for v in visits if v % days == visit % days), visit)

    def _of(self, volunteer: int, visits: tuple[int, ...], visit: int) -> tuple[int, int]:
        instance = self._instance
        day = visit % instance.days
        tours = [
            (int(instance.tour_start[tour]), int(instance.tour_end[tour]))
            for tour in range(instance.volunteer_tour_ptr[volunteer], instance.volunteer_tour_ptr[volunteer + 1])
            if instance.tour_day[tour] == day
        ]
        stops = {v: self._stop(volunteer, v) for v in visits}
        earliest = self._earliest(volunteer, tours, stops, visit)
        mirrored = {
            v: (place, minutes, [(-b - minutes, -a - minutes) for a, b in reversed(spans)])
            for v, (place, minutes, spans) in stops.items()
        }
        back = self._earliest(volunteer, [(-b, -a) for a, b in reversed(tours)], mirrored, visit, mirrored=True)
        return earliest, -back - stops[visit][1]

    def _stop(self, volunteer: int, visit: int) -> tuple[int, int, list[tuple[int, int]]]:
        """Place, service minutes, spans of starts."""
        instance = self._instance
        need = visit // instance.days
        first, last = (int(end) for end in instance.volunteer_pair_ptr[volunteer : volunteer + 2])
        place = int(instance.pair_place[first + instance.pair_need[first:last].searchsorted(need)])
        spans = range(instance.start_ptr[visit], instance.start_ptr[visit + 1])
        starts = [(int(instance.start_first[span]), int(instance.start_last[span])) for span in spans]
        return place, int(instance.need_minutes[need]), starts

    def _earliest(
        self,
        volunteer: int,
        tours: list[tuple[int, int]],
        stops: dict[int, tuple[int, int, list[tuple[int, int]]]],
        visit: int,
        *,
        mirrored: bool = False,
    ) -> int:
        """The earliest start of a visit among all orders in which everything can be done; NEVER if there is none."""
        grid, base = self._instance.grid, int(self._instance.base_place[volunteer])
        table, size = int(self._instance.way_start[volunteer]), int(self._instance.way_size[volunteer])
        ways = self._instance.way[table : table + size * size].reshape(size, size).astype(int)
        way = (ways.T if mirrored else ways).tolist()
        best = NEVER

        def go_on(number: int, place: int, free: int, left: frozenset[int], start: int) -> None:
            nonlocal best
            if start >= best and start != NEVER:
                return
            if not left:
                best = start
                return
            for following in left:
                at, minutes, spans = stops[following]
                arrival = free + way[place][at]
                for first, last in spans:
                    begin = first + max(0, -(-(arrival - first) // grid)) * grid
                    if begin <= last:
                        if begin + minutes + way[at][base] <= tours[number][1]:
                            here = begin if following == visit else start
                            go_on(number, at, begin + minutes, left - {following}, here)
                        break
            if number + 1 < len(tours):
                go_on(number + 1, base, max(free, tours[number + 1][0]), left, start)

        go_on(0, base, tours[0][0], frozenset(stops), NEVER)
        return best


class Meetings:
    """The meetings of a master's plans, as rows of it where they were violated."""

    def __init__(self, instance: Instance, spans: Spans, master: Master) -> None:
        self._days = instance.days
        self._crew = instance.need_crew
        self._spans = spans
        self._master = master
        self._patterns: dict[int, list[int]] = defaultdict(list)
        for (need, mask), column in master.pattern_columns.items():
            for day in range(instance.days):
                if mask >> day & 1:
                    self._patterns[need * instance.days + day].append(column)
        self._there: dict[int, dict[int, list[tuple[int, WeeklyPlan]]]] = defaultdict(lambda: defaultdict(list))
        self.rows: dict[Meeting, int] = {}

    def add(self, plan: WeeklyPlan) -> None:
        """The plan is a new one of the master."""
        column = self._master.column_of(plan)
        for visit in plan.visits:
            if self._crew[visit // self._days] > 1:
                self._there[visit][plan.volunteer].append((column, plan))
                for meeting, row in self.rows.items():
                    about = meeting.visit == visit and plan.volunteer in (meeting.late, meeting.early)
                    if about and self._is_in(plan.volunteer, plan.visits, meeting):
                        self._master.join(row, column)

    def impose(self, meeting: Meeting) -> None:
        """The meeting holds from now on."""
        if meeting in self.rows:
            return
        there, patterns = self._there[meeting.visit], self._patterns[meeting.visit]
        plans = [
            column
            for volunteer in (meeting.late, meeting.early)
            for column, plan in there[volunteer]
            if self._is_in(volunteer, plan.visits, meeting)
        ]
        coefficients = [1.0] * len(plans) + [-1.0] * len(patterns)
        self.rows[meeting] = self._master.restrict([*plans, *patterns], coefficients)

    def violated(self, values: NDArray[np.float64]) -> list[Meeting]:
        """For each visit and two volunteers the meeting that these values of columns violate most."""
        found = []
        for visit, of_volunteer in self._there.items():
            served = values[self._patterns[visit]].sum()
            here = {
                v: [
                    (*self._spans.of(v, plan.visits, visit), values[column])
                    for column, plan in plans
                    if values[column] > LITTLE
                ]
                for v, plans in of_volunteer.items()
                if served > VIOLATED
            }
            for (v, lates), (w, earlies) in product(here.items(), repeat=2):
                if v == w or not lates or not earlies:
                    continue
                most, moment = max((_late(lates, moment) + _early(earlies, moment), moment) for _, moment, _ in earlies)
                if most > served + VIOLATED:
                    found.append(Meeting(visit, v, w, moment))
        return found

    def are_in(self, volunteers: NDArray[np.int64], visits: Ints, meeting: Meeting) -> Flags:
        """Whether the row of the meeting is about weeks with these visits [K, L] of volunteers [K]."""
        found = np.zeros(len(visits), dtype=np.bool_)
        there = (visits == meeting.visit).any(axis=1)
        for volunteer in (meeting.late, meeting.early):
            weeks = np.nonzero(there & (volunteers == volunteer))[0]
            on_date = np.where(visits[weeks] % self._days == meeting.visit % self._days, visits[weeks], -1)
            choice, positions = np.unique(on_date, return_inverse=True)
            if len(choice) > BITS:
                found[weeks] = [
                    self._is_in(volunteer, tuple(sorted(set(row) - {-1})), meeting) for row in on_date.tolist()
                ]
                continue
            masks = np.bitwise_or.reduce(1 << positions.reshape(on_date.shape), axis=1)
            _, one, which = np.unique(masks, return_index=True, return_inverse=True)
            are = [self._is_in(volunteer, tuple(sorted(set(row) - {-1})), meeting) for row in on_date[one].tolist()]
            found[weeks] = np.array(are, dtype=np.bool_)[which]
        return found

    def _is_in(self, volunteer: int, visits: tuple[int, ...], meeting: Meeting) -> bool:
        earliest, latest = self._spans.of(volunteer, visits, meeting.visit)
        return earliest > meeting.moment if volunteer == meeting.late else latest <= meeting.moment


def _late(days: list[tuple[int, int, float]], moment: int) -> float:
    return sum(value for earliest, _, value in days if earliest > moment)


def _early(days: list[tuple[int, int, float]], moment: int) -> float:
    return sum(value for _, latest, value in days if latest <= moment)

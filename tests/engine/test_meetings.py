"""From when to when a visit can start on a route, and that rosters obey the rows made of it."""

from collections.abc import Iterator
from itertools import permutations
from random import Random

import numpy as np

from matcher.compile import compile_problem
from matcher.engine.bound.cuts import ANYBODY, Meeting
from matcher.engine.bound.incumbent import weekly_plans
from matcher.engine.bound.spans import Spans
from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.routes import Windows
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.policy import default_policy
from matcher.waist.instance import Instance
from tests.engine.sharpening import listed
from tests.small_weeks import small_week

WEEKS = 60


def _instances() -> Iterator[Instance]:
    for week in range(WEEKS):
        yield compile_problem(small_week(Random(week), people=3, needs=4, days=2, grid=30), default_policy())


def test_earliest_and_latest_starts_are_those_of_trying_every_order_and_start() -> None:
    compared = 0
    for instance in _instances():
        windows, routes = listed(instance)
        spans = Spans(instance, windows, routes.joined_to)
        for tour in range(instance.tours):
            for route in routes.visits[routes.first[tour] : routes.first[tour + 1]][:40]:
                visits = sorted(route[route >= 0].tolist())
                tried = list(_schedules(instance, windows, tour, visits))
                for visit in visits:
                    earliest, latest = spans.of_routes(tour, np.array([visits], dtype=np.int32), visit)
                    starts = [schedule[visit] for schedule in tried]
                    assert (earliest[0], latest[0]) == (min(starts), max(starts))
                    compared += 1
    assert compared >= WEEKS


def test_rosters_obey_meetings() -> None:
    met = 0
    for instance in _instances():
        volunteers = Volunteers(instance, *listed(instance))
        search = Search(instance, tables_of(instance), 0)
        search.move(500, 10.0)
        plan = search.plan()
        starts = {visit: start for visit, start, _ in plan.rows()}
        arrivals: dict[int, list[tuple[int, int, int]]] = {}
        for week in weekly_plans(instance, volunteers, plan):
            for visit, earliest, latest in week.spans:
                assert earliest <= starts[visit] <= latest
                arrivals.setdefault(visit, []).append((week.volunteer, earliest, latest))
        for visit, of_visit in arrivals.items():
            need, day = divmod(visit, instance.days)
            crew = int(instance.need_crew[need])
            for one in range(instance.volunteers):
                for other in (ANYBODY, *range(instance.volunteers)):
                    for moment in {moment for _, *ends in of_visit for end in ends for moment in (end - 1, end)}:
                        for early in (True, False):
                            meeting = Meeting(need, 1 << day, one, other, moment, early)
                            if one != other:
                                there = sum(int(meeting.shares(crew, *arrival)) for arrival in of_visit)
                                assert there <= meeting.members(instance)
                                met += 1
    assert met >= WEEKS


def _schedules(instance: Instance, windows: Windows, tour: int, visits: list[int]) -> Iterator[dict[int, int]]:
    """All ways to do the visits on a tour: orders, and starts on the grid."""
    one = windows.tours[tour]
    places = {int(row[0]): (int(row[1]), int(row[2])) for row in one.candidates}

    def go_on(order: tuple[int, ...], place: int, free: int, starts: dict[int, int]) -> Iterator[dict[int, int]]:
        if not order:
            if free + one.ways[place, one.base] <= one.opens[1]:
                yield starts
            return
        visit, (at, minutes) = order[0], places[order[0]]
        for span in range(instance.start_ptr[visit], instance.start_ptr[visit + 1]):
            for start in range(instance.start_first[span], instance.start_last[span] + 1, instance.grid):
                if start >= free + one.ways[place, at]:
                    yield from go_on(order[1:], at, start + minutes, starts | {visit: start})

    for order in permutations(visits):
        yield from go_on(order, one.base, one.opens[0], {})

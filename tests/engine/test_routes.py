"""Routes are listed completely, each with the points of its best order and starts."""

from contextlib import nullcontext
from itertools import combinations, pairwise, permutations, product
from random import Random
from threading import Event
from time import monotonic

import numpy as np
import pytest

from matcher.compile import compile_problem
from matcher.engine.routes import Routes, Window, Windows, join_dates, list_routes
from matcher.engine.routes.enumeration import UNKNOWN
from matcher.engine.routes.halting import halted_when
from matcher.engine.routes.labels import EARNS, FIRST_SPAN, PLACE, PUBLISHED, SERVICE, VISIT
from matcher.engine.routes.listing import routes_of_tour
from matcher.policy import default_policy
from matcher.waist import Instance
from tests.building import need, problem, volunteer, window
from tests.small_weeks import small_week

WEEKS = 30
PATIENCE = 60.0


@pytest.mark.parametrize("week", range(WEEKS))
def test_every_set_that_some_order_can_do_is_a_route_for_its_least_points(week: int) -> None:
    instance = compile_problem(small_week(Random(week), people=3, needs=5, days=2, grid=30), default_policy())
    windows = Windows(instance)

    routes = list_routes(windows, lambda: False)

    assert routes is not None
    assert routes.complete.all()
    for tour, of_tour in enumerate(windows.tours):
        rows = range(int(routes.first[tour]), int(routes.first[tour + 1]))
        listed = {frozenset(routes.visits[r][routes.visits[r] >= 0].tolist()): int(routes.points[r]) for r in rows}
        assert len(listed) == len(rows)
        assert listed == _routes_one_by_one(instance, windows, of_tour)


def test_a_window_with_too_many_routes_lists_none_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = [need(f"n{k}", cadre=f"c{k}", minutes=30) for k in range(1, 5)]
    week = problem(needs, [volunteer("v1")], days=1)
    windows = Windows(compile_problem(week, default_policy()))
    # four visits of half an hour in a morning: 4 + 6 + 4 + 1 = 15 sets at most
    monkeypatch.setattr("matcher.engine.routes.listing.MOST_OF_A_TOUR", 10)

    routes = list_routes(windows, lambda: False)

    assert routes is not None
    assert (routes.complete.tolist(), len(routes.minutes)) == ([False], 0)


def test_a_window_is_left_as_soon_as_the_flag_is_raised() -> None:
    needs = [need(f"n{k}", cadre=f"c{k}", minutes=30) for k in range(1, 5)]
    windows = Windows(compile_problem(problem(needs, [volunteer("v1")], days=1), default_policy()))

    def listed(halt: bool) -> tuple[int, bool]:
        place_of = np.full(100, UNKNOWN, dtype=np.int32)
        _, minutes, _, complete = routes_of_tour(windows, 0, 100, place_of, np.array([halt]))
        assert (place_of == UNKNOWN).all()
        return len(minutes), complete

    assert listed(halt=True) == (0, False)
    assert listed(halt=False) == (15, True)


def test_a_listing_that_is_halted_within_its_last_window_answers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = [need(f"n{k}", cadre=f"c{k}", minutes=30) for k in range(1, 5)]
    windows = Windows(compile_problem(problem(needs, [volunteer("v1")], days=1), default_policy()))
    monkeypatch.setattr("matcher.engine.routes.listing.halted_when", lambda _: nullcontext(np.array([True])))

    assert list_routes(windows, lambda: False, lambda: True) is None


def test_the_flag_is_raised_once_it_is_to_stop_and_not_before() -> None:
    asked, stopped = Event(), Event()

    def is_stopped() -> bool:
        asked.set()
        return stopped.is_set()

    with halted_when(is_stopped) as flag:
        assert asked.wait(PATIENCE)
        assert not flag[0]
        stopped.set()
        give_up = monotonic() + PATIENCE
        while not flag[0]:
            assert monotonic() < give_up


@pytest.mark.parametrize("visits", [1, 2, 3])
@pytest.mark.parametrize("minutes", [60, 120, 480])
def test_windows_of_a_date_are_joined_within_its_limits(visits: int, minutes: int) -> None:
    asked = [need(f"n{k}", cadre=f"c{k}", minutes=30 + 15 * (k % 2)) for k in range(1, 5)]
    asked += [need("n9", cadre="c9", windows=[window("14:00", "16:00")])]
    hours = [window("08:00", "09:30"), window("10:00", "11:30"), window("14:00", "15:30")]
    somebody = volunteer("v1", availability=hours, max_visits_per_day=visits, max_minutes_per_day=minutes)
    instance = compile_problem(problem(asked, [somebody], days=1), default_policy())
    windows = Windows(instance)
    routes = list_routes(windows, lambda: False)
    assert routes is not None

    joined = join_dates(instance, windows, routes)

    assert joined.complete.tolist() == [True, True, True]
    assert (joined.first[1:] == len(joined.minutes)).all()
    assert _cheapest_sets(joined, range(len(joined.minutes))) == _choices_one_by_one(instance, routes, visits, minutes)


def test_windows_that_hold_no_more_than_their_date_stay_as_they_are() -> None:
    hours = [window("08:00", "09:00"), window("10:00", "11:00")]
    somebody = volunteer("v1", availability=hours, max_visits_per_day=2, max_minutes_per_day=240)
    instance = compile_problem(
        problem([need("n1", minutes=60), need("n2", cadre="c2", minutes=60)], [somebody], days=1), default_policy()
    )
    windows = Windows(instance)
    routes = list_routes(windows, lambda: False)
    assert routes is not None

    joined = join_dates(instance, windows, routes)

    assert all((a == b).all() for a, b in zip(joined, routes, strict=True))


def test_a_date_with_too_many_choices_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [need(f"n{k}", cadre=f"c{k}", minutes=30) for k in range(1, 5)]
    hours = [window("08:00", "09:30"), window("10:00", "11:30")]
    somebody = volunteer("v1", availability=hours, max_visits_per_day=2)
    instance = compile_problem(problem(asked, [somebody], days=1), default_policy())
    windows = Windows(instance)
    routes = list_routes(windows, lambda: False)
    assert routes is not None
    monkeypatch.setattr("matcher.engine.routes.listing.MOST_OF_A_TOUR", 3)

    joined = join_dates(instance, windows, routes)

    assert joined.first.tolist() == routes.first.tolist()


def _cheapest_sets(routes: Routes, rows: range) -> dict[frozenset[int], int]:
    cheapest: dict[frozenset[int], int] = {}
    for row in rows:
        visits = frozenset(routes.visits[row][routes.visits[row] >= 0].tolist())
        cheapest[visits] = min(int(routes.points[row]), cheapest.get(visits, 1 << 60))
    return cheapest


def _choices_one_by_one(instance: Instance, routes: Routes, visits: int, minutes: int) -> dict[frozenset[int], int]:
    """Sets of visits that routes of different windows serve within the limits, for their least points."""
    found: dict[frozenset[int], int] = {}
    tours = [range(int(a), int(b)) for a, b in pairwise(routes.first)]
    for rows in product(*([-1, *tour] for tour in tours)):
        chosen = [row for row in rows if row >= 0]
        served = [visit for row in chosen for visit in routes.visits[row].tolist() if visit >= 0]
        spent = sum(int(instance.need_minutes[visit // instance.days]) for visit in served)
        if chosen and len(set(served)) == len(served) <= visits and spent <= minutes:
            points = int(routes.points[chosen].sum())
            found[frozenset(served)] = min(points, found.get(frozenset(served), 1 << 60))
    return found


def _routes_one_by_one(instance: Instance, windows: Windows, tour: Window) -> dict[frozenset[int], int]:
    found: dict[frozenset[int], int] = {}
    for size in range(1, tour.most[0] + 1):
        for some in combinations(range(len(tour.candidates)), size):
            if tour.candidates[list(some), SERVICE].sum() > tour.most[1]:
                continue
            points = [
                p for order in permutations(some) if (p := _least_points(instance, windows, tour, order)) is not None
            ]
            if points:
                found[frozenset(tour.candidates[list(some), VISIT].tolist())] = min(points)
    return found


def _least_points(instance: Instance, windows: Windows, tour: Window, order: tuple[int, ...]) -> int | None:
    """Over all starts on the grid, one by one."""
    rows = tour.candidates[list(order)]
    stops = [tour.base, *rows[:, PLACE].tolist(), tour.base]
    ways = [int(tour.ways[a, b]) for a, b in pairwise(stops)]
    best = None
    for starts in product(*(_starts(windows, row) for row in rows)):
        free, lost = tour.opens[0], windows.charges[0] * sum(ways) - int(rows[:, EARNS].sum())
        for row, (start, loss), way in zip(rows, starts, ways, strict=False):
            if free + way > start:
                break
            free = start + int(row[SERVICE])
            lost += loss + (windows.charges[1] if row[PUBLISHED] >= 0 and start != row[PUBLISHED] else 0)
        else:
            if free + ways[-1] <= tour.opens[1] and (best is None or lost < best):
                best = lost
    return best


def _starts(windows: Windows, row: np.ndarray) -> list[tuple[int, int]]:
    spans = windows.spans[row[FIRST_SPAN] : row[FIRST_SPAN + 1]]
    return [(s, int(loss)) for first, last, loss in spans.tolist() for s in range(first, last + 1, windows.grid)]

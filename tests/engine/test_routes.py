"""Routes are listed completely, each with the points of its best order and starts."""

from itertools import combinations, pairwise, permutations, product
from random import Random

import numpy as np
import pytest

from matcher.compile import compile_problem
from matcher.engine.routes import Window, Windows, list_routes
from matcher.engine.routes.labels import EARNS, FIRST_SPAN, PLACE, PUBLISHED, SERVICE, VISIT
from matcher.policy import default_policy
from matcher.waist import Instance
from tests.building import need, problem, volunteer
from tests.small_weeks import small_week

WEEKS = 30


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

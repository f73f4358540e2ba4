"""Needs that could be served and are not weigh more and more; those that nobody can serve are no needs to look for."""

import numpy as np
import pytest

import scenarios
from matcher.compile import compile_problem
from matcher.domain import Problem
from matcher.engine.evaluate import evaluate
from matcher.engine.search.searching import Search
from matcher.engine.search.state import EXTRA, OPEN_PLACE, WEIGHT
from matcher.engine.search.tables import tables_of
from matcher.engine.search.weighing import FADES, GROWS, POINT
from matcher.policy import default_policy
from matcher.waist import Instance
from tests.building import need, problem, volunteer, window, windows

HOUR = [window("08:00", "09:00")]
MOVES = 200
"""Between two weighings."""


def search_of(week: Problem, seed: int = 0) -> tuple[Instance, Search]:
    instance = compile_problem(week, default_policy())
    return instance, Search(instance, tables_of(instance), seed)


def weights(search: Search) -> list[int]:
    return search._book.state.need[:, WEIGHT].tolist()


def test_what_stays_open_weighs_more_up_to_a_limit_and_what_is_served_nothing() -> None:
    asked = [need("n1", windows=HOUR, minutes=60), need("n2", of="c2", windows=HOUR, minutes=60)]
    _, search = search_of(problem(asked, [volunteer("v1")]))
    assert search.open == 1

    search.move(MOVES, 0.0, weighs=True)
    once = weights(search)
    for _ in range(8 * FADES):
        search.move(1, 0.0, weighs=True)

    # either could be served; swapping them saves no points, so their weights alone make them take turns
    assert sorted(once) == [0, GROWS]
    assert min(weights(search)) > 100 * POINT
    assert max(weights(search)) <= GROWS * FADES


def test_a_search_that_does_not_weigh_does_not_care() -> None:
    asked = [need("n1", windows=HOUR, minutes=60), need("n2", of="c2", windows=HOUR, minutes=60)]
    _, search = search_of(problem(asked, [volunteer("v1")]))

    search.move(2_000, 20.0)

    assert weights(search) == [0, 0]


@pytest.mark.parametrize("size", ["small", "crews", "all_features"])
def test_weights_of_open_needs_are_summed_up_whatever_comes_and_goes_and_is_taken_back(size: str) -> None:
    week = scenarios.get("station_week").build(size, 0)
    instance, search = search_of(week, seed=3)

    for _ in range(40):
        search.move(150, 30.0, weighs=True)

        state = search._book.state
        opened = state.need[:, OPEN_PLACE] >= 0
        assert state.counter[EXTRA] == state.need[opened, WEIGHT].sum()
        evaluation = evaluate(instance, search.plan())
        assert evaluation.faults == []
        assert evaluation.total == search.points
        assert evaluate(instance, search.plan_now()).total == search.points_now
    assert weights(search) != [0] * instance.needs


def test_a_search_that_settles_goes_on_from_its_best_plan_without_weights() -> None:
    instance, search = search_of(scenarios.get("station_week").build("small", 1), seed=5)
    search.move(3_000, 60.0, weighs=True)
    best, plan = search.points, search.plan()
    assert search.points_now > best

    search.settle()

    assert search.points_now == search.points == best
    assert all(np.array_equal(one, other) for one, other in zip(search.plan(), plan, strict=True))
    assert weights(search) == [0] * instance.needs
    assert search.moves == 3_000


def test_needs_that_too_few_can_serve_are_not_open() -> None:
    asked = [
        need("nobody", service="legal"),
        need("two wanted", of="c2", crew=2, windows=HOUR),
        need("one too many", of="c3", visits=3, windows=windows("08:00", "12:00", (1, 2, 3))),
    ]
    _, search = search_of(problem(asked, [volunteer("v1", availability=windows("08:00", "12:00", (0, 1, 2)))]))

    # the third can have two of its three visits, and has them
    assert search.visits == 2
    assert search.open == 0

"""Compiled search agrees with the plain reading of the waist, move after move, on weeks with every term in them."""

import numpy as np
import pytest

import scenarios
from matcher.compile import compile_problem
from matcher.engine.evaluate import evaluate
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.policy import load_policy
from matcher.waist import Instance

WEEKS = {
    "four_pilots": "normal",  # crews, groups, a pinned roster
    "station_week": "all_features",  # volunteers who are cadres, published and pinned visits, every wish
    "study_groups": "normal",  # visits that serve six cadres, leaders who are served themselves
    "flu_week": "small",  # a published roster that cannot stand
    "festival_week": "small",
    "shortage_week": "small",
}


def instance_of(name: str, size: str) -> Instance:
    scenario = scenarios.get(name)
    return compile_problem(scenario.build(size), load_policy(scenario.policy))


@pytest.mark.parametrize("name", WEEKS)
def test_the_best_plan_is_accepted_and_counted_alike_after_every_stretch_of_moves(name: str) -> None:
    instance = instance_of(name, WEEKS[name])
    search = Search(instance, tables_of(instance), seed=1)

    for temperature in (0.0, 200.0, 60.0, 20.0, 5.0, 1.0):
        search.move(400, temperature)

        evaluation = evaluate(instance, search.plan())
        assert evaluation.faults == []
        assert evaluation.total == search.points


@pytest.mark.parametrize("name", ["station_week", "study_groups"])
def test_the_plan_under_change_is_sound_too(name: str) -> None:
    instance = instance_of(name, WEEKS[name])
    search = Search(instance, tables_of(instance), seed=2)

    for _ in range(200):
        search.move(5, 100.0)

        evaluation = evaluate(instance, search.plan_now())
        assert evaluation.faults == []
        assert evaluation.total == search.points_now


def test_the_best_plan_never_gets_worse() -> None:
    instance = instance_of("station_week", "small")
    search = Search(instance, tables_of(instance), seed=3)

    points = [search.points]
    for _ in range(20):
        search.move(100, 500.0)
        points.append(search.points)

    assert points == sorted(points, reverse=True)
    assert points[-1] < points[0]


def test_a_seed_decides_every_move() -> None:
    instance = instance_of("station_week", "small")

    plans = []
    for seed in (5, 5, 6):
        search = Search(instance, tables_of(instance), seed)
        search.move(2_000, 20.0)
        plans.append(search.plan())

    assert all(np.array_equal(one, other) for one, other in zip(plans[0], plans[1], strict=True))
    assert any(not np.array_equal(one, other) for one, other in zip(plans[0], plans[2], strict=True))


def test_a_search_goes_on_from_a_better_plan_and_from_no_worse_one() -> None:
    instance = instance_of("station_week", "small")
    ahead, behind = (Search(instance, tables_of(instance), seed) for seed in (1, 2))
    ahead.move(4000, 20.0)
    worse, points = behind.plan(), ahead.points
    assert points < behind.points

    behind.begin(ahead.plan())
    ahead.begin(worse)

    assert behind.points == points == ahead.points
    behind.move(400, 1.0)
    assert evaluate(instance, behind.plan()).total == behind.points <= points

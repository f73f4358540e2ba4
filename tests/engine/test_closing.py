"""What closes the gap proves nothing that trying everything refutes, and its rosters are rosters."""

from functools import partial
from random import Random

import pytest

from matcher.compile import compile_problem
from matcher.engine.closing import Realiser, close_gap, rough_plans
from matcher.engine.evaluate import evaluate
from matcher.engine.incumbents import Held
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.policy import default_policy
from tests.engine.sharpening import sharpened
from tests.exhaustion import optimum, rosters_of, slots_of
from tests.small_weeks import small_week

SHARDS, WEEKS = 4, 40


@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_bound_stays_below_the_optimum_and_mostly_meets_it(shard: int) -> None:
    compared = met = 0
    for week in range(shard * WEEKS, (shard + 1) * WEEKS):
        problem = small_week(Random(week), people=3, needs=3, days=2, grid=30)
        slots = slots_of(problem, default_policy())
        if not 30 <= rosters_of(slots) <= 4000:
            continue
        instance = compile_problem(problem, default_policy())
        generation = sharpened(instance)
        search = Search(instance, tables_of(instance), 0)
        least = optimum(problem, default_policy(), slots)
        known, bound = [search.points], generation.bound

        for found in close_gap(instance, generation, Realiser(instance), partial(min, known), lambda: 60.0):
            bound = max(bound, found.bound)
            if found.plan is not None:
                evaluation = evaluate(instance, found.plan)
                assert evaluation.accepted
                assert evaluation.total == found.points
                known.append(found.points)
            assert bound <= least <= min(known)

        compared += 1
        met += bound == least == min(known)
    assert compared >= WEEKS / 8
    assert met >= 0.6 * compared


def test_dives_go_on_until_what_is_known_is_as_good_as_any() -> None:
    instance = compile_problem(small_week(Random(5), people=4, needs=5, days=3, grid=30), default_policy())
    generation = sharpened(instance)
    first = Search(instance, tables_of(instance), 0)
    known = [Held(first.points + 500, first.plan())]
    dives = rough_plans(
        0,
        generation.diver(),
        Realiser(instance),
        lambda: min(known, key=lambda one: one.points),
        lambda: generation.bound,
        lambda: False,
        lambda: 60.0,
    )
    for _ in range(3):
        rough = next(dives)
        assert rough is not None
        assert evaluate(instance, rough).total < known[0].points
    known.append(Held(generation.bound, first.plan()))
    assert next(dives, "no more") == "no more"


def test_no_dive_begins_when_no_time_is_left() -> None:
    instance = compile_problem(small_week(Random(5), people=4, needs=5, days=3, grid=30), default_policy())
    generation = sharpened(instance)
    best = Search(instance, tables_of(instance), 0)
    for stopped, left in ((True, 60.0), (False, 0.0)):
        dives = rough_plans(
            0,
            generation.diver(),
            Realiser(instance),
            lambda: best,
            lambda: 0,
            partial(bool, stopped),
            partial(float, left),
        )
        assert not list(dives)

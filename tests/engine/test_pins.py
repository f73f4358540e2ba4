"""Who knows nothing of pins sees no more and no less than rosters that keep them."""

from random import Random

import numpy as np

import scenarios
from matcher.compile import compile_problem
from matcher.engine.bound import ColumnGeneration
from matcher.engine.evaluate import evaluate
from matcher.engine.pins import MISSED, with_pins
from matcher.engine.routes import Windows, list_routes
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.policy import default_policy, load_policy
from matcher.waist.instance import Instance
from tests.small_weeks import small_week


def _small(week: int) -> Instance:
    return compile_problem(small_week(Random(week), people=4, needs=5, days=3, grid=30), default_policy())


WEEKS = [instance for instance in map(_small, range(60)) if instance.pinned.any()]


def test_rosters_keep_their_points() -> None:
    for instance in WEEKS:
        search = Search(instance, tables_of(instance), 0)
        search.move(300, 20.0)
        plan = search.plan()

        known, unknown = evaluate(instance, plan), evaluate(with_pins(instance), plan)

        assert known.accepted
        assert (unknown.accepted, unknown.points) == (True, known.points)


def test_nothing_else_can_be_chosen_for_a_pinned_visit() -> None:
    for instance in WEEKS:
        narrowed = with_pins(instance)
        for visit in np.nonzero(instance.pinned)[0].tolist():
            need, day = divmod(visit, instance.days)
            pairs = narrowed.need_pair[narrowed.need_pair_ptr[need] : narrowed.need_pair_ptr[need + 1]]
            able = narrowed.pair_volunteer[pairs[narrowed.pair_days[pairs] >> day & 1 == 1]]
            who = instance.published_volunteer[instance.published_ptr[visit] : instance.published_ptr[visit + 1]]
            spans = slice(*narrowed.start_ptr[visit : visit + 2])
            starts = narrowed.start_first[spans].tolist(), narrowed.start_last[spans].tolist()
            patterns = narrowed.pattern_points[narrowed.need_pattern[need]]

            assert sorted(able.tolist()) == who.tolist()
            assert starts == ([instance.published_start[visit]], [instance.published_start[visit]])
            assert patterns[np.arange(len(patterns)) >> day & 1 == 0].min() >= MISSED


def test_other_visits_are_as_they_were() -> None:
    for instance in WEEKS:
        narrowed = with_pins(instance)
        for visit in np.nonzero(~instance.pinned)[0].tolist():
            need, day = divmod(visit, instance.days)
            before, after = (slice(*one.start_ptr[visit : visit + 2]) for one in (instance, narrowed))
            pairs = instance.need_pair[instance.need_pair_ptr[need] : instance.need_pair_ptr[need + 1]]

            assert narrowed.start_first[after].tolist() == instance.start_first[before].tolist()
            assert narrowed.start_points[after].tolist() == instance.start_points[before].tolist()
            assert ((narrowed.pair_days ^ instance.pair_days)[pairs] >> day & 1 == 0).all()


def test_a_week_without_pins_is_itself() -> None:
    instance = next(one for week in range(60) if not (one := _small(week)).pinned.any())

    assert with_pins(instance) is instance


def test_a_pinned_visit_whose_crew_may_not_come_is_left_as_it_is() -> None:
    instance = WEEKS[0]
    nobody = instance._replace(pair_days=np.zeros_like(instance.pair_days))

    assert with_pins(nobody) is nobody


def test_the_bound_of_a_station_is_sharper_for_its_pins() -> None:
    scenario = scenarios.get("station_week")
    instance = compile_problem(scenario.build("all_features", 8), load_policy(scenario.policy))
    search = Search(instance, tables_of(instance), 0)
    search.move(20_000, 20.0)

    unknown, known = (_bound_after(30, one, search) for one in (instance, with_pins(instance)))

    assert unknown + 500 < known <= search.points


def _bound_after(rounds: int, instance: Instance, search: Search) -> int:
    windows = Windows(instance)
    routes = list_routes(windows, lambda: False)
    assert routes is not None
    generation = ColumnGeneration(instance, windows, routes, 2)
    generation.learn([search.plan()])
    for _ in zip(range(rounds), generation.rounds(lambda: False, meets=False), strict=False):
        pass
    return generation.bound

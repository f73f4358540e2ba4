"""The best choice of routes is that of a second formulation where all routes are near, and obeys lessons."""

from random import Random
from time import monotonic

import numpy as np
import pytest

from matcher.compile import compile_problem
from matcher.engine.bound import NearRoutes
from matcher.engine.closing.lessons import Lesson
from matcher.engine.closing.route_program import RouteProgram, _lines_below
from matcher.engine.closing.whole_numbers import WholeNumbers
from matcher.policy import default_policy
from matcher.waist.instance import Instance
from tests.building import need, problem, volunteer, window
from tests.engine.integer_program import IntegerProgram
from tests.engine.sharpening import listed, sharpened
from tests.small_weeks import small_week

WEEKS = 8


def _never() -> bool:
    return False


def _near(instance: Instance) -> NearRoutes:
    """Near the linear optimum of a week of which nothing is appointed."""
    diver = sharpened(instance).diver()
    near = diver._remainder.near(diver._master.solve(), diver._nothing, diver._volunteers)
    assert near is not None
    return near


def _choice(instance: Instance, near: NearRoutes, below: float) -> list[tuple[int, tuple[int, ...]]] | None:
    plans = RouteProgram(instance, near).choice(below, 0.0, 60.0, _never)
    return None if plans is None else [(plan.volunteer, plan.visits) for plan in plans]


def test_the_best_choice_of_all_routes_has_the_points_of_a_second_formulation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.engine.bound.remainder.MARGINS", (1 << 30,))
    compared = 0
    for week in range(WEEKS):
        instance = compile_problem(
            small_week(Random(1000 + week), people=4, needs=6, days=3, grid=30), default_policy()
        )
        if week % 2:
            minutes = np.arange(instance.load_points.shape[1])
            steep = np.broadcast_to(40 * (minutes - 30).clip(0), instance.load_points.shape)
            instance = instance._replace(load_points=np.ascontiguousarray(steep, dtype=instance.load_points.dtype))
        _, routes = listed(instance)
        if not routes.complete.all():
            continue
        optimum, near = IntegerProgram(instance, routes).optimum(), _near(instance)
        bent = sum(_most_below(instance, volunteer) for volunteer in range(instance.volunteers))

        assert _choice(instance, near, optimum + 0.5) is not None
        assert _choice(instance, near, optimum - 1.5 - bent) is None
        compared += 1
    assert compared >= WEEKS / 2


def _most_below(instance: Instance, volunteer: int) -> float:
    """Points by which lines are below the volunteer's curve at most: it is rounded to whole points."""
    curve = instance.load_points[instance.volunteer_load[volunteer]]
    minutes = np.arange(len(curve))
    lines = [curve[first] + slope * (minutes - first) for first, slope in _lines_below(curve)]
    return float((curve - np.max([np.zeros(len(curve)), *lines], axis=0)).max())


@pytest.mark.parametrize("week", range(8))
def test_what_is_near_holds_what_the_linear_optimum_is_made_of(week: int) -> None:
    instance = compile_problem(small_week(Random(week), people=4, needs=6, days=3, grid=30), default_policy())
    diver = sharpened(instance).diver()
    optimum = diver._master.solve()
    shares = diver._master.shares()
    near = diver._remainder.near(optimum, diver._nothing, diver._volunteers)

    assert near is not None
    there = {
        (one, frozenset(visits) - {-1})
        for one, visits in zip(near.volunteer.tolist(), near.visits.tolist(), strict=True)
    }
    for plan, _ in shares:
        for day in {visit % instance.days for visit in plan.visits}:
            of_date = {visit for visit in plan.visits if visit % instance.days == day}
            parts = [visits for one, visits in there if one == plan.volunteer and visits <= of_date]
            assert frozenset().union(*parts) == of_date


def test_lines_are_nowhere_above_a_curve_and_meet_it_where_it_bends() -> None:
    curve = np.array([0, 0, 1, 0, 2, 5, 8, 8, 14])
    lines = _lines_below(curve)
    minutes = np.arange(len(curve))

    heights = np.max([curve[first] + slope * (minutes - first) for first, slope in lines], axis=0)

    assert (heights <= curve + 1e-9).all()
    assert [first for first, _ in lines] == [0, 3, 7]
    assert heights[[0, 3, 4, 7, 8]].tolist() == [0, 0, 2, 8, 14]


def test_a_lesson_keeps_days_apart_that_do_not_go_together() -> None:
    hours = window("08:00", "12:00")
    people = [volunteer(f"v{k}", availability=[hours]) for k in range(2)]
    instance = compile_problem(problem([need("n1"), need("n2", of="c2")], people), default_policy())
    near = _near(instance)
    program = RouteProgram(instance, near)
    plans = program.choice(1e6, 0.0, 60.0, _never)
    assert plans
    (day,) = {visit % instance.days for plan in plans for visit in plan.visits}
    days = {plan.volunteer: frozenset(plan.visits) for plan in plans}
    assert all(day_of in program.days(one, day) for one, day_of in days.items())

    assert not program.learn(Lesson(day, {one: {own: 0.0} for one, own in days.items()}, 5.0)), "it is possible"
    assert program.learn(Lesson(day, {one: {own: 0.0} for one, own in days.items()}, None))

    others = program.choice(1e6, 0.0, 60.0, _never)
    assert others is not None
    assert {plan.volunteer: frozenset(plan.visits) for plan in others} != days


def test_the_best_whole_numbers_are_not_the_rounded_ones_and_stay_below_what_is_asked() -> None:
    """Five is the most that 4a + 3b + 2c holds, which are worth 9, 6 and 5 (a knapsack)."""
    program = WholeNumbers()
    room = program.row(most=5.0)
    for worth, size in ((9.0, 4.0), (6.0, 3.0), (5.0, 2.0)):
        program.column(-worth, {room: size})

    values = program.best(0.0, 0.0, 60.0, _never)

    assert values is not None
    assert values.round().tolist() == [0, 1, 1]
    assert program.best(-11.0, 0.0, 60.0, _never) is None
    program.row(most=1.0, shares={1: 1.0, 2: 1.0})
    again = program.best(0.0, 0.0, 60.0, _never)
    assert again is not None
    assert again.round().tolist() == [1, 0, 0]


def test_of_many_columns_the_cheapest_are_chosen_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.engine.closing.whole_numbers.KEPT", 2)
    program = WholeNumbers()
    room = program.row(most=1.0)
    for worth in (1.0, 3.0, 2.0, 0.5):
        program.column(-worth, {room: 1.0})
    beside = program.column(-0.25, {}, 4.0, whole=False)

    values = program.best(0.0, 0.0, 60.0, _never)

    assert values is not None
    assert values.tolist() == [0, 1, 0, 0, 4]
    assert beside == 4


def test_who_is_stopped_does_not_look_until_the_time_is_up() -> None:
    """Sums of large numbers that are to be met exactly take hours (Cornuéjols and Dawande, 1999)."""
    dice, program = Random(5), WholeNumbers()
    sizes = [[dice.randrange(100) for _ in range(40)] for _ in range(5)]
    rows = [program.row(sum(of_row) // 2, sum(of_row) // 2) for of_row in sizes]
    for column in zip(*sizes, strict=True):
        program.column(1.0, dict(zip(rows, map(float, column), strict=True)))
    begun = monotonic()

    assert program.best(1e6, 0.0, 600.0, lambda: True) is None
    assert monotonic() - begun < 60

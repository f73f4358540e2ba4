"""What a choice teaches is charged once, however often it is taught."""

from collections.abc import Iterator
from random import Random

from matcher.compile import compile_problem
from matcher.engine.bound.near import Near
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.closing.integer_program import Choice, IntegerProgram
from matcher.engine.closing.lessons import Lesson
from matcher.engine.closing.narrowing import Narrowing
from matcher.policy import default_policy
from matcher.waist.instance import Instance
from tests.engine.sharpening import sharpened
from tests.small_weeks import small_week

FAR = 100_000
LITTLE = 1e-2
DEAR = 1000.0
"""Points that no day alone has: all of a lesson is charged."""


def _program(week: int) -> tuple[IntegerProgram, Instance] | None:
    instance = compile_problem(small_week(Random(week), people=3, needs=3, days=2, grid=30), default_policy())
    generation = sharpened(instance)
    near: Near | None = generation.near(FAR, 5_000, lambda: False)
    if near is None:
        return None
    narrow = Narrowing(instance, near, [], lambda: 60.0).left(0, FAR, 5_000)
    return IntegerProgram(instance, near, narrow), instance


def _programs() -> Iterator[tuple[int, IntegerProgram, Instance, Choice, list[WeeklyPlan]]]:
    """Those of sixty weeks, where there is one: each with its best choice before any lesson, and who is busy in it."""
    for week in range(60):
        found = _program(week)
        if found is not None:
            program, instance = found
            free = _solve(program)
            assert free.plans is not None
            yield week, program, instance, free, [plan for plan in free.plans if plan.visits]


def _solve(program: IntegerProgram) -> Choice:
    return program.solve(lambda bound: False)


def test_lessons_about_one_volunteer_are_charged_once_and_of_different_ones_add_up() -> None:
    charged = {7.0: 0, 14.0: 0}
    for week, program, instance, free, busy in _programs():
        if len(busy) < 2:
            continue
        one, other = (
            Lesson(day, {plan.volunteer: dict.fromkeys(program.days(plan.volunteer, day), DEAR)}, 7.0)
            for plan in busy[:2]
            for day in (plan.visits[0] % instance.days,)
        )

        assert program.learn(one)
        assert not program.learn(one)
        assert program.learn(one._replace(points=5.0))
        alone = _solve(program).bound - free.bound
        assert program.learn(other)
        both = _solve(program).bound - free.bound

        assert alone < 7 + LITTLE
        assert both < 14 + LITTLE
        charged[7.0] += alone > 7 - LITTLE
        charged[14.0] += both > 14 - LITTLE
        if one.day == other.day:
            anew = _program(week)
            assert anew is not None
            for lesson in (one, other, one._replace(of=one.of | other.of, points=6.0)):
                assert anew[0].learn(lesson)
            assert _solve(anew[0]).bound - free.bound < 7 + LITTLE
    assert min(charged.values()) >= 3


def test_what_a_plan_has_paid_already_is_not_charged_again() -> None:
    charged = 0
    for _, program, instance, free, busy in _programs():
        for plan in busy:
            day = plan.visits[0] % instance.days
            assert program.learn(
                Lesson(day, {plan.volunteer: dict.fromkeys(program.days(plan.volunteer, day), -DEAR)}, 7.0)
            )
            charged += 1
        assert abs(_solve(program).bound - free.bound) < LITTLE
    assert charged >= 20

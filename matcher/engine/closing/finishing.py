"""The end of a dive: the best whole choice of the weeks near what is left, mostly one that is a roster as it stands.

Where there is none that costs little more than the linear optimum, most of the time that is told at once.
"""

from collections.abc import Callable
from math import inf

from matcher.engine.bound import Near
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.closing.integer_program import IntegerProgram
from matcher.engine.closing.narrowing import Narrowing
from matcher.engine.closing.realising import Realiser
from matcher.engine.closing.scheduling import Unknown
from matcher.engine.evaluate import evaluate

MOST_PLANS = 16_000
"""Weeks that an integer program has at most, about."""
SLACK = 200
"""Points that a choice may cost more than the linear optimum: less than a visit."""
SECONDS, PART = 3.0, 0.3
"""A program may take so long, and no more than such a part of the time that is left."""
LESSONS = 4
"""Choices that are made, each after what the ones before taught."""


def finished(realiser: Realiser, near: Near, below: int, left: Callable[[], float]) -> list[WeeklyPlan] | None:
    """Weekly plans of fewer points than `below`, which mostly make a roster of no more; None where none are found near by in the
    seconds `left`."""
    instance = realiser.instance
    narrowing = Narrowing(instance, near, (), left)
    if not -inf < narrowing.points < below:
        return None
    below = min(below, int(narrowing.points) + SLACK)
    program = IntegerProgram(instance, near, narrowing.left(0, below, MOST_PLANS))
    plans: list[WeeklyPlan] | None = None
    for _ in range(LESSONS):
        better = program.quick(below, min(SECONDS, PART * left())) if left() > 0 else None
        if better is None:
            return plans
        if program.meet():
            continue
        plans = better
        try:
            plan, lessons = realiser.realise(plans, left)
            evaluation = evaluate(instance, plan)
            if evaluation.accepted and evaluation.total < below:
                return plans
            for lesson in lessons:
                for wide in realiser.widened(lesson, program.days, left):
                    program.learn(wide)
        except Unknown:
            return plans
    return plans

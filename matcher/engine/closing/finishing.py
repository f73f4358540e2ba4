"""The end of a dive: the best choice of the routes near what is left, mostly one that is a roster as it stands."""

from collections.abc import Callable

from matcher.engine.bound import NearRoutes
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.closing.realising import Realiser
from matcher.engine.closing.route_program import RouteProgram
from matcher.engine.closing.scheduling import Unknown
from matcher.engine.evaluate import evaluate
from matcher.engine.memory import give_back

LOOSE = 60
"""Points by which a choice may miss the best one."""
SECONDS, PART = 7.0, 0.3
"""It may take so long, and no more than such a part of the time that is left."""
LESSONS = 2
"""Choices that are made, each after what the ones before taught."""


def finished(realiser: Realiser, near: NearRoutes, below: float, left: Callable[[], float]) -> list[WeeklyPlan] | None:
    """Weekly plans of fewer points than `below`, which mostly make a roster of no more; None where none are found near by in the
    seconds `left`."""
    program, plans = RouteProgram(realiser.instance, near), None
    for _ in range(LESSONS):
        seconds = min(SECONDS, PART * left())
        better = program.choice(below, LOOSE, seconds, lambda: left() <= 0) if seconds > 0 else None
        give_back()
        if better is None:
            return plans
        plans = better
        try:
            plan, lessons = realiser.realise(plans, left)
            evaluation = evaluate(realiser.instance, plan)
            if evaluation.accepted and evaluation.total < below:
                return plans
            news = [program.learn(wide) for one in lessons for wide in realiser.widened(one, program.days, left)]
        except Unknown:
            return plans
        if not any(news):
            return plans
    return plans

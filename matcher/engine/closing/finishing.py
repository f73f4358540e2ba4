"""The end of a dive: the best choice of the routes near what is left, mostly one that is nearly a roster as it stands."""

from collections.abc import Callable

from matcher.engine.bound import NearRoutes
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.closing.route_program import RouteProgram
from matcher.waist.instance import Instance

LOOSE = 20
"""Points by which a choice may miss the best one."""
SECONDS, PART = 8.0, 0.4
"""It may take so long, and no more than such a part of the time that is left."""


def finished(instance: Instance, near: NearRoutes, below: float, left: Callable[[], float]) -> list[WeeklyPlan] | None:
    """Weekly plans of fewer points than `below`, which nearly make a roster of no more; None where none are found near by in a part of
    the seconds `left`."""
    seconds = min(SECONDS, PART * left())
    return RouteProgram(instance, near).choice(below, LOOSE, seconds) if seconds > 0 else None

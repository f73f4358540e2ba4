"""Rosters near the linear optimum: dives, one after the other, each made a plan as far as it goes together."""

from collections.abc import Callable, Iterator
from itertools import count
from random import Random

from matcher.engine.bound import Around, Diver, NearRoutes
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.closing.finishing import finished
from matcher.engine.closing.realising import Realiser
from matcher.engine.closing.scheduling import Unknown
from matcher.engine.incumbents import Holder
from matcher.engine.plan import Plan

MENDED = 1.005
"""A dive may end at so many times the points of the best plan known: its plan is to be mended."""
LEAVES, MORE = 0.25, 1.5
"""Share of what the best plan and the linear optimum agree about that a dive leaves open, and by how much more the next one does if
nothing better came of it."""


def rough_plans(
    number: int,
    diver: Diver,
    realiser: Realiser,
    best: Callable[[], Holder],
    bound: Callable[[], int],
    stopped: Callable[[], bool],
    left: Callable[[], float],
    *,
    all_the_way: bool = False,
) -> Iterator[Plan | None]:
    """Plans without the visits that did not go together, None of a dive in vain; until the best plan known is as good as any, or
    `stopped`, and then one more of a dive that was on its way. Making a plan takes no more than the seconds `left`.

    The first way down is the one that the linear optimum tells (near it, by a diver with a `number` other than 0), others are around
    the best plan, and left to chance. They go `all_the_way` where it would take too long to look for ends in vain.
    """

    def ends(near: NearRoutes, below: float) -> list[WeeklyPlan] | None:
        return finished(realiser, near, below, left)

    leaves, least = LEAVES, 0
    for dive in count():
        if best().points <= bound() or stopped():
            return
        dice, around = Random(f"{number} {dive}") if number or dive else None, None
        if dive:
            leaves = LEAVES if best().points < least else min(1.0, MORE * leaves)
            around = Around(best().plan(), leaves)
        least = best().points
        weeks = diver.dive(lambda: MENDED * best().points, stopped, dice, around, None if all_the_way else ends)
        if left() <= 0:
            return
        try:
            yield None if weeks is None else realiser.realise(weeks, left)[0]
        except Unknown:
            return

"""Rosters near the linear optimum: dives, one after the other, each made a plan as far as it goes together."""

from collections.abc import Callable, Iterator
from itertools import count
from random import Random

from matcher.engine.bound import ColumnGeneration
from matcher.engine.closing.realising import Realiser
from matcher.engine.closing.scheduling import Unknown
from matcher.engine.plan import Plan

MENDED = 1.005
"""A dive may end at so many times the points of the best plan known: its plan is to be mended."""


def rough_plans(
    generation: ColumnGeneration,
    realiser: Realiser,
    best: Callable[[], int],
    bound: Callable[[], int],
    stopped: Callable[[], bool],
    left: Callable[[], float],
) -> Iterator[Plan | None]:
    """Plans without the visits that did not go together, None of a dive in vain; until the best plan known is as good as any, or
    `stopped`, and then one more of a dive that was on its way. Making a plan takes no more than the seconds `left`.

    The first way down is the one that the linear optimum tells, others are left to chance.
    """
    for number in count():
        if best() <= bound() or stopped():
            return
        weeks = generation.dive(lambda: MENDED * best(), stopped, Random(number) if number else None)
        if left() <= 0:
            return
        try:
            yield None if weeks is None else realiser.realise(weeks, left)[0]
        except Unknown:
            return

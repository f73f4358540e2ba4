"""Rosters near the linear optimum: dives, one after the other, each made a plan as far as it goes together."""

from collections.abc import Callable, Iterator
from itertools import count
from random import Random

from matcher.engine.bound import Around, ColumnGeneration
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
    generation: ColumnGeneration,
    realiser: Realiser,
    best: Callable[[], Holder],
    bound: Callable[[], int],
    stopped: Callable[[], bool],
    left: Callable[[], float],
) -> Iterator[Plan | None]:
    """Plans without the visits that did not go together, None of a dive in vain; until the best plan known is as good as any, or
    `stopped`, and then one more of a dive that was on its way. Making a plan takes no more than the seconds `left`.

    The first way down is the one that the linear optimum tells, others are around the best plan, and left to chance.
    """
    leaves, least = LEAVES, 0
    for number in count():
        if best().points <= bound() or stopped():
            return
        dice, around = None, None
        if number:
            leaves = LEAVES if best().points < least else min(1.0, MORE * leaves)
            dice, around = Random(number), Around(best().plan(), leaves)
            generation.learn([around.roster])
        least = best().points
        weeks = generation.dive(lambda: MENDED * best().points, stopped, dice, around)
        if left() <= 0:
            return
        try:
            yield None if weeks is None else realiser.realise(weeks, left)[0]
        except Unknown:
            return

"""Needs that stay open weigh more and more, so that a search that leaves out the same ones again and again leaves out others for them.

A plan costs a weighing search its points and the weights of its open needs. Weights of needs grow while they are open and fade all the
time: after guided local search (Voudouris and Tsang, 1999). They are counted in thousandths of a point.
"""

from matcher.engine.compiled import inner
from matcher.engine.search.book import COUNT_ROW, SERVED_TABLE, row, table
from matcher.engine.search.state import EXTRA, NOWHERE, OPEN_PLACE, WEIGHT

POINT = 1_000
GROWS = 2 * POINT
"""By how much a weight grows with each weighing."""
FADES = 1_250
"""A weight loses one part of so many with each weighing: what is always open weighs 2 500 points at last."""


@inner
def weigh(b):
    """Open needs weigh more from now on, others less."""
    count = row(b, COUNT_ROW)
    served = table(b, SERVED_TABLE)
    for need in range(len(served)):
        more = -(served[need, WEIGHT] // FADES)
        if served[need, OPEN_PLACE] != NOWHERE:
            more += GROWS
            count[EXTRA] += more
        served[need, WEIGHT] += more


@inner
def weight(b):
    """Weights of all needs that are open, in points."""
    return row(b, COUNT_ROW)[EXTRA] // POINT

"""The first roster: after the given visits, needs go in by regret.

The regret of a need is what is lost if it does not get its best place now: points of the next best way to serve it (or of
not serving it) less points of the best. Potvin and Rousseau (1993). Regrets are kept until their need comes to the top and
counted again there: stale ones above the truth are put back.
"""

from matcher.engine.compiled import inner
from matcher.engine.search.book import BEST_ROW, COUNT_ROW, OPEN_NEEDS_ROW, REGRETS_ROW, row
from matcher.engine.search.insertion import NO_GAIN, find_insertion
from matcher.engine.search.journal import begin, take_back
from matcher.engine.search.placing import attach
from matcher.engine.search.state import AT_START, AT_VISIT, GAIN, NOWHERE, OPEN, POINTS, SECOND

SETTLED = -1
"""Regret of a need for which nothing can be done."""


@inner
def insert_by_regret(b):
    """Open needs go in, the one with the largest regret first, until none has a place that saves points."""

    count = row(b, COUNT_ROW)
    best = row(b, BEST_ROW)
    open_needs = row(b, OPEN_NEEDS_ROW)
    regrets = row(b, REGRETS_ROW)
    for n in range(len(regrets)):
        regrets[n] = SETTLED
    for k in range(count[OPEN]):
        regrets[open_needs[k]] = NO_GAIN
    while True:
        top, following = NOWHERE, SETTLED
        for n in range(len(regrets)):
            if regrets[n] > following:
                if top == NOWHERE or regrets[n] > regrets[top]:
                    if top != NOWHERE:
                        following = regrets[top]
                    top = n
                else:
                    following = regrets[n]
        if top == NOWHERE:
            return
        find_insertion(b, top, 0, 0)
        if best[GAIN] >= 0:
            regrets[top] = SETTLED
            continue
        regrets[top] = min(best[SECOND], 0) - best[GAIN]
        if regrets[top] < following and following != NO_GAIN:
            continue
        if following == NO_GAIN:
            continue
        before = count[POINTS]
        begin(b)
        if not attach(b, best[AT_VISIT], best[AT_START]) or count[POINTS] >= before:
            take_back(b, before)
            regrets[top] = SETTLED

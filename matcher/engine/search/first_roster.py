"""The first roster: pinned and published visits stand where they can, then needs go in by regret.

The regret of a need is what is lost if it does not get its best place now: points of the next best way to serve it (or of
not serving it) less points of the best. Potvin and Rousseau (1993). Regrets are kept until their need comes to the top and
counted again there: stale ones above the truth are put back.
"""

from matcher.engine.compiled import inner
from matcher.engine.search.book import (
    BEST_ROW,
    COUNT_ROW,
    CREW_TABLE,
    DAYS,
    LINK_ROW,
    NEED_TABLE,
    OPEN_NEEDS_ROW,
    PAIR_TABLE,
    PLACED_TABLE,
    REGRETS_ROW,
    TOUR_TABLE,
    VISIT_TABLE,
    VOLUNTEER_TABLE,
    row,
    table,
)
from matcher.engine.search.insertion import NO_GAIN, find_insertion, has_room
from matcher.engine.search.journal import begin, take_back
from matcher.engine.search.placing import attach
from matcher.engine.search.state import (
    AT_START,
    AT_VISIT,
    CHOSEN_PAIR,
    CHOSEN_TOUR,
    GAIN,
    NOWHERE,
    OPEN,
    POINTS,
    SECOND,
)
from matcher.engine.search.tables import (
    NEED_CREW,
    NEED_MINUTES,
    NEED_PAIR_PTR,
    PAIR_DAYS,
    PAIR_VOLUNTEER,
    TOUR_DAY,
    TOUR_END,
    TOUR_START,
    VISIT_FIXED,
    VISIT_PINNED,
    VISIT_PUBLISHED,
    VISIT_PUBLISHED_PTR,
    VOLUNTEER_TOUR_PTR,
)
from matcher.engine.search.timing import first_start

SETTLED = -1
"""Regret of a need for which nothing can be done."""


@inner
def stand_published(b, pinned):
    """Published visits (the pinned ones, or the others) go where they were published, if nothing speaks against it.

    Answers the first pinned visit that cannot stand, else NOWHERE.
    """

    visits = table(b, VISIT_TABLE)
    placed = table(b, PLACED_TABLE)
    count = row(b, COUNT_ROW)
    for visit in range(len(placed)):
        if visits[visit, VISIT_PUBLISHED] == NOWHERE or visits[visit, VISIT_PINNED] != pinned:
            continue
        begin(b)
        before = count[POINTS]
        if not _members_as_published(b, visit) or not attach(b, visit, visits[visit, VISIT_PUBLISHED]):
            if pinned:
                return visit
            take_back(b, before)
        elif count[POINTS] >= before and not pinned:
            take_back(b, before)
    return NOWHERE


@inner
def _members_as_published(b, visit):
    """Pair and tour of each published volunteer into crew[0]; answers whether each may come at all."""
    crews = table(b, CREW_TABLE)
    links = row(b, LINK_ROW)
    needs = table(b, NEED_TABLE)
    visits = table(b, VISIT_TABLE)
    volunteers = table(b, VOLUNTEER_TABLE)
    tours = table(b, TOUR_TABLE)
    pairs = table(b, PAIR_TABLE)
    days = b[DAYS, 0]
    need, day, at = visit // days, visit % days, visits[visit, VISIT_PUBLISHED]
    first, last = visits[visit, VISIT_PUBLISHED_PTR], visits[visit + 1, VISIT_PUBLISHED_PTR]
    if last - first != needs[need, NEED_CREW] or last - first >= crews.shape[1]:
        return False
    if visits[visit, VISIT_FIXED] and first_start(b, visit, at) != at:
        return False
    found = 0
    for k in range(first, last):
        for p in range(needs[need, NEED_PAIR_PTR], needs[need + 1, NEED_PAIR_PTR]):
            pair = links[p]
            if pairs[pair, PAIR_VOLUNTEER] != links[k] or not pairs[pair, PAIR_DAYS] >> day & 1:
                continue
            volunteer = links[k]
            for tour in range(volunteers[volunteer, VOLUNTEER_TOUR_PTR], volunteers[volunteer + 1, VOLUNTEER_TOUR_PTR]):
                inside = tours[tour, TOUR_START] <= at and at + needs[need, NEED_MINUTES] <= tours[tour, TOUR_END]
                if tours[tour, TOUR_DAY] == day and inside and has_room(b, tour, needs[need, NEED_MINUTES]):
                    crews[CHOSEN_PAIR, found] = pair
                    crews[CHOSEN_TOUR, found] = tour
                    found += 1
    return found == last - first


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

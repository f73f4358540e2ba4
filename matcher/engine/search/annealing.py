"""Ruin and recreate under a falling temperature: the one kernel of the search that Python calls.

A move takes visits off, puts their needs and some open ones in again where that costs least, and is kept if it is better, or
worse by less than temperature × an exponential random number (Metropolis); else the journal takes it back. What is open may
weigh more than its points then (see `weighing`).
"""

from matcher.engine.compiled import inner, kernel
from matcher.engine.search.book import (
    BEST_PLACED_TABLE,
    BEST_ROW,
    COUNT_ROW,
    DAYS,
    EXTENDS_TABLE,
    KEPT_TOURS_TABLE,
    LINK_ROW,
    NEED_TABLE,
    OPEN_NEEDS_ROW,
    PAIR_TABLE,
    PLACED_TABLE,
    SERVED_TABLE,
    TODO_ROW,
    TOUR_TABLE,
    row,
    table,
)
from matcher.engine.search.dice import draw, exponential, shuffle
from matcher.engine.search.first_roster import insert_by_regret
from matcher.engine.search.given import stand_given
from matcher.engine.search.insertion import find_insertion
from matcher.engine.search.journal import begin, room_in_journal, take_back
from matcher.engine.search.placing import attach
from matcher.engine.search.ruin import ruin
from matcher.engine.search.state import (
    AT_BEST,
    AT_START,
    AT_VISIT,
    BEST_POINTS,
    GAIN,
    MASK,
    NOWHERE,
    OPEN,
    POINTS,
    TODO,
    TOURS_KEPT,
)
from matcher.engine.search.tables import (
    NEED_PAIR_PTR,
    NEED_PATTERN,
    PAIR_DAYS,
    PAIR_VOLUNTEER,
    TOUR_DAY,
    TOUR_VOLUNTEER,
)
from matcher.engine.search.weighing import weigh, weight

BLINKS = 20
STARTS_TRIED = 4
OPEN_NEEDS_TRIED = 2
MOVES_PER_WEIGHING = 200


@kernel
def search(b, moves, temperature, first, weighs):
    """So many moves at a temperature (points); with `first`, the first roster is made before. Changes the state only.

    If it `weighs`, weights of open needs change every `MOVES_PER_WEIGHING` moves and count like points.

    Answers a pinned visit that cannot stand, else NOWHERE.
    """
    count = row(b, COUNT_ROW)
    if first:
        impossible = stand_given(b)
        if impossible != NOWHERE:
            return impossible
        insert_by_regret(b)
        count[BEST_POINTS] = count[POINTS]
        count[AT_BEST] = 1
    for k in range(moves):
        if weighs and k % MOVES_PER_WEIGHING == 0:
            weigh(b)
        _move(b, temperature, weighs)
    return NOWHERE


@inner
def _move(b, temperature, weighs):
    count = row(b, COUNT_ROW)
    before, weight_before = count[POINTS], weight(b)
    begin(b)
    if not ruin(b) or not _recreate(b):
        take_back(b, before)
        return
    worse = count[POINTS] - before
    if weighs:
        worse += weight(b) - weight_before
    if worse > 0 and worse > temperature * exponential(b):
        take_back(b, before)
    elif count[POINTS] > before and count[AT_BEST]:
        take_back(b, before)
        _keep_best(b)
    elif count[POINTS] < count[BEST_POINTS]:
        count[BEST_POINTS] = count[POINTS]
        count[AT_BEST] = 1


@inner
def _keep_best(b):
    """The best plan is copied when the search is about to leave it; that costs one move."""
    placed = table(b, PLACED_TABLE)
    best_placed = table(b, BEST_PLACED_TABLE)
    count = row(b, COUNT_ROW)
    for visit in range(len(placed)):
        for column in range(placed.shape[1]):
            best_placed[visit, column] = placed[visit, column]
    count[AT_BEST] = 0


@inner
def _recreate(b):
    """Needs of `todo` and some open ones go in again, in a random order but for the first; answers whether all is sound."""

    needs = table(b, NEED_TABLE)
    extends_by = table(b, EXTENDS_TABLE)
    days = b[DAYS, 0]
    served = table(b, SERVED_TABLE)
    count = row(b, COUNT_ROW)
    best = row(b, BEST_ROW)
    todo = row(b, TODO_ROW)
    open_needs = row(b, OPEN_NEEDS_ROW)
    kept = count[TODO]
    for _ in range(OPEN_NEEDS_TRIED):
        if count[OPEN] > 0 and count[TODO] < len(todo):
            need = open_needs[draw(b, count[OPEN])]
            if _concerned(b, need):
                todo[count[TODO]] = need
                count[TODO] += 1
    shuffle(b, 1, kept)
    for k in range(count[TODO]):
        need = todo[k]
        for _ in range(days):
            if not extends_by[needs[need, NEED_PATTERN], served[need, MASK]] or not room_in_journal(b):
                break
            find_insertion(b, need, STARTS_TRIED, BLINKS)
            if best[GAIN] >= 0:
                break
            if not attach(b, best[AT_VISIT], best[AT_START]):
                return False
    return True


@inner
def _concerned(b, need):
    """Somebody who may serve the need had a tour on such a date changed in this move."""
    links = row(b, LINK_ROW)
    needs = table(b, NEED_TABLE)
    tours = table(b, TOUR_TABLE)
    pairs = table(b, PAIR_TABLE)
    kept_tours = table(b, KEPT_TOURS_TABLE)
    kept = row(b, COUNT_ROW)[TOURS_KEPT]
    for p in range(needs[need, NEED_PAIR_PTR], needs[need + 1, NEED_PAIR_PTR]):
        pair = links[p]
        for j in range(kept):
            tour = kept_tours[j, 0]
            his = tours[tour, TOUR_VOLUNTEER] == pairs[pair, PAIR_VOLUNTEER]
            if his and pairs[pair, PAIR_DAYS] >> tours[tour, TOUR_DAY] & 1:
                return True
    return False

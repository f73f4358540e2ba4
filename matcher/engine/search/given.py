"""The first roster begins with the visits that it is given, as far as nothing speaks against them, every tour as a whole.

Given are those of a roster to begin with, else those published; the pinned ones always.

A visit may be impossible alone and sound among the others of its tour: by a matrix a detour may be shorter than the way. So
all of them enter their tours in the order of start before any tour is timed. A tour that cannot be timed lets go of what is
not pinned, and what was let go is then tried one by one.
"""

from matcher.engine.compiled import Step, call, inner
from matcher.engine.search.book import (
    CHANGED_POINTS,
    COUNT_ROW,
    COURSE_TABLE,
    CREW_TABLE,
    DAYS,
    LINK_ROW,
    NEED_TABLE,
    PAIR_TABLE,
    PLACED_TABLE,
    SELF,
    STAND_GIVEN,
    TOUR_PAIRS_TABLE,
    TOUR_TABLE,
    TOUR_VISITS_TABLE,
    VISIT_TABLE,
    VOLUNTEER_TABLE,
    book_at,
    row,
    table,
)
from matcher.engine.search.counting import count_visit
from matcher.engine.search.insertion import date_gain, has_room
from matcher.engine.search.journal import begin, take_back
from matcher.engine.search.placing import attach
from matcher.engine.search.state import CHOSEN_PAIR, CHOSEN_TOUR, LENGTH, NOWHERE, POINTS
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
    VISIT_GIVEN,
    VISIT_GIVEN_PTR,
    VISIT_PINNED,
    VOLUNTEER_TOUR_PTR,
)
from matcher.engine.search.timing import first_start
from matcher.engine.search.tours import lay_tour, set_tour


@Step
def stand_given_step(work, _, __, ___):
    """See `stand_given`."""
    b = book_at(work)
    impossible = _enter(b, 1)
    if impossible != NOWHERE:
        return impossible
    _enter(b, 0)
    impossible = _time_all(b)
    if impossible == NOWHERE:
        _attach_others(b)
    return impossible


@inner
def stand_given(b):
    """The pinned visits and those of the others that save points stand. Answers a pinned visit that cannot, else NOWHERE."""
    return call(b[STAND_GIVEN, 0], b[SELF, 0], 0, 0, 0)


@inner
def _enter(b, pinned):
    """Visits (the pinned ones, or the others) enter their tours untimed; answers a pinned one that may not."""
    visits = table(b, VISIT_TABLE)
    placed = table(b, PLACED_TABLE)
    crews = table(b, CREW_TABLE)
    needs = table(b, NEED_TABLE)
    days = b[DAYS, 0]
    for visit in range(len(placed)):
        if visits[visit, VISIT_GIVEN] == NOWHERE or visits[visit, VISIT_PINNED] != pinned:
            continue
        if not pinned and date_gain(b, visit // days, visit % days) >= b[CHANGED_POINTS, 0]:
            continue
        if not _members_as_given(b, visit):
            if pinned:
                return visit
            continue
        placed[visit, 0] = visits[visit, VISIT_GIVEN]
        for k in range(needs[visit // days, NEED_CREW]):
            placed[visit, 1 + 2 * k] = crews[CHOSEN_PAIR, k]
            placed[visit, 2 + 2 * k] = crews[CHOSEN_TOUR, k]
            _enter_tour(b, crews[CHOSEN_TOUR, k], visit, crews[CHOSEN_PAIR, k])
        count_visit(b, visit, 1)
    return NOWHERE


@inner
def _enter_tour(b, tour, visit, pair):
    """The visit's place in the sequence is that of its start."""
    placed = table(b, PLACED_TABLE)
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    tour_pairs = table(b, TOUR_PAIRS_TABLE)
    k = courses[tour, LENGTH]
    while k > 0 and placed[tour_visits[tour, k - 1], 0] > placed[visit, 0]:
        tour_visits[tour, k] = tour_visits[tour, k - 1]
        tour_pairs[tour, k] = tour_pairs[tour, k - 1]
        k -= 1
    tour_visits[tour, k] = visit
    tour_pairs[tour, k] = pair
    courses[tour, LENGTH] += 1


@inner
def _time_all(b):
    """Every tour is timed; where that fails what is not pinned goes, and all are timed again, since crews share visits.

    Answers a pinned visit of a tour that fails though nothing is left to go anywhere, else NOWHERE. Pinned visits may fail
    once because of a given one in their way, which its own tour then moves: hence a second round in vain.
    """
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    in_vain = 0
    while True:
        failed, gone = NOWHERE, 0
        for tour in range(len(courses)):
            begin(b)
            if not set_tour(b, tour, lay_tour(b, tour)):
                failed = tour_visits[tour, 0]
                gone += _let_go(b, tour)
        in_vain = in_vain + 1 if gone == 0 else 0
        if failed == NOWHERE or in_vain == 2:
            return failed


@inner
def _let_go(b, tour):
    """Visits of the tour that are not pinned leave it, and those of their crews; answers how many."""
    visits = table(b, VISIT_TABLE)
    needs = table(b, NEED_TABLE)
    days = b[DAYS, 0]
    placed = table(b, PLACED_TABLE)
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    gone = 0
    for k in range(courses[tour, LENGTH] - 1, -1, -1):
        visit = tour_visits[tour, k]
        if visits[visit, VISIT_PINNED]:
            continue
        count_visit(b, visit, -1)
        placed[visit, 0] = NOWHERE
        for member in range(needs[visit // days, NEED_CREW]):
            _leave_tour(b, placed[visit, 2 + 2 * member], visit)
            placed[visit, 2 + 2 * member] = NOWHERE
        gone += 1
    return gone


@inner
def _leave_tour(b, tour, visit):
    """Those behind the visit move up."""
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    tour_pairs = table(b, TOUR_PAIRS_TABLE)
    kept = 0
    for k in range(courses[tour, LENGTH]):
        if tour_visits[tour, k] != visit:
            tour_visits[tour, kept] = tour_visits[tour, k]
            tour_pairs[tour, kept] = tour_pairs[tour, k]
            kept += 1
    courses[tour, LENGTH] = kept


@inner
def _attach_others(b):
    """Given visits that do not stand are attached one by one, where that saves points."""
    visits = table(b, VISIT_TABLE)
    placed = table(b, PLACED_TABLE)
    count = row(b, COUNT_ROW)
    for visit in range(len(placed)):
        if visits[visit, VISIT_GIVEN] == NOWHERE or placed[visit, 0] != NOWHERE:
            continue
        begin(b)
        before = count[POINTS]
        attached = _members_as_given(b, visit) and attach(b, visit, visits[visit, VISIT_GIVEN])
        if not attached or count[POINTS] >= before:
            take_back(b, before)


@inner
def _members_as_given(b, visit):
    """Pair and tour of each given volunteer into crew[0]; answers whether each may come at all."""
    crews = table(b, CREW_TABLE)
    links = row(b, LINK_ROW)
    needs = table(b, NEED_TABLE)
    visits = table(b, VISIT_TABLE)
    volunteers = table(b, VOLUNTEER_TABLE)
    tours = table(b, TOUR_TABLE)
    pairs = table(b, PAIR_TABLE)
    days = b[DAYS, 0]
    need, day, at = visit // days, visit % days, visits[visit, VISIT_GIVEN]
    first, last = visits[visit, VISIT_GIVEN_PTR], visits[visit + 1, VISIT_GIVEN_PTR]
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

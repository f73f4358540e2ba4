"""What a move takes off the roster: visits whose volunteers could do each other's work, or that stand in an open need's way.

After slack induction by string removals (Christiaens and Vanden Berghe, 2020), with relatedness by who can serve whom.
"""

from matcher.engine.compiled import inner
from matcher.engine.search.book import (
    COUNT_ROW,
    COURSE_TABLE,
    DAYS,
    EXTENDS_TABLE,
    LINK_ROW,
    NEED_TABLE,
    OPEN_NEEDS_ROW,
    PAIR_TABLE,
    PLACED_TABLE,
    SERVED_TABLE,
    TODO_ROW,
    TOUR_TABLE,
    TOUR_VISITS_TABLE,
    VISIT_TABLE,
    VOLUNTEER_TABLE,
    row,
    table,
)
from matcher.engine.search.dice import draw, one_of
from matcher.engine.search.journal import room_in_journal
from matcher.engine.search.placing import detach
from matcher.engine.search.state import LENGTH, MASK, NOWHERE, OPEN, TODO
from matcher.engine.search.tables import (
    NEED_CREW,
    NEED_PAIR_PTR,
    NEED_PATTERN,
    PAIR_DAYS,
    PAIR_VOLUNTEER,
    TOUR_DAY,
    VISIT_PINNED,
    VOLUNTEER_TOUR_PTR,
)

FOR_OPEN_NEED, WHOLE_TOUR = 12, 15
"""Of 100 moves, so many make way for an open need (if there is one), so many empty a tour; the others remove what is related."""
MOST_REMOVED = 8


@inner
def ruin(b):
    """Visits leave their tours and their needs are listed in `todo`; answers whether the tours left can be timed."""

    needs = table(b, NEED_TABLE)
    days = b[DAYS, 0]
    placed = table(b, PLACED_TABLE)
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    served = table(b, SERVED_TABLE)
    count = row(b, COUNT_ROW)
    open_needs = row(b, OPEN_NEEDS_ROW)
    count[TODO] = 0
    if len(served) == 0:
        return False
    if count[OPEN] > 0 and draw(b, 100) < FOR_OPEN_NEED:
        return _make_way(b, open_needs[draw(b, count[OPEN])])
    need = draw(b, len(served))
    day = one_of(b, served[need, MASK], days)
    if day == NOWHERE:
        return _make_way(b, need)
    visit = need * days + day
    if draw(b, 100) < WHOLE_TOUR:
        return _empty(b, placed[visit, 2 + 2 * draw(b, needs[need, NEED_CREW])], tour_visits.shape[1])
    if not _remove(b, visit):
        return False
    for _ in range(draw(b, MOST_REMOVED)):
        tour = _tour_of_somebody_able(b, need, day if draw(b, 4) else NOWHERE)
        if tour == NOWHERE or courses[tour, LENGTH] == 0:
            continue
        if not _remove(b, tour_visits[tour, draw(b, courses[tour, LENGTH])]):
            return False
    return True


@inner
def _make_way(b, need):
    """An open need is to go in first; some of those who could serve it on one date are relieved of a visit or two."""
    needs = table(b, NEED_TABLE)
    extends_by = table(b, EXTENDS_TABLE)
    days = b[DAYS, 0]
    served = table(b, SERVED_TABLE)
    count = row(b, COUNT_ROW)
    todo = row(b, TODO_ROW)
    todo[0] = need
    count[TODO] = 1
    day = one_of(b, extends_by[needs[need, NEED_PATTERN], served[need, MASK]], days)
    if day == NOWHERE:
        return True
    for _ in range(needs[need, NEED_CREW] + draw(b, 2)):
        tour = _tour_of_somebody_able(b, need, day)
        if tour != NOWHERE and not _empty(b, tour, 1 + draw(b, 3)):
            return False
    return True


@inner
def _tour_of_somebody_able(b, need, day):
    """A random tour (on the date, if one is given) of a random volunteer who may serve the need; NOWHERE on bad luck."""

    links = row(b, LINK_ROW)
    needs = table(b, NEED_TABLE)
    volunteers = table(b, VOLUNTEER_TABLE)
    tours = table(b, TOUR_TABLE)
    pairs = table(b, PAIR_TABLE)
    first = needs[need, NEED_PAIR_PTR]
    number = needs[need + 1, NEED_PAIR_PTR] - first
    if number == 0:
        return NOWHERE
    for _ in range(4):
        pair = links[first + draw(b, number)]
        if day != NOWHERE and not pairs[pair, PAIR_DAYS] >> day & 1:
            continue
        volunteer = pairs[pair, PAIR_VOLUNTEER]
        first_tour = volunteers[volunteer, VOLUNTEER_TOUR_PTR]
        number_of_tours = volunteers[volunteer + 1, VOLUNTEER_TOUR_PTR] - first_tour
        offset = draw(b, number_of_tours)
        for k in range(number_of_tours):
            tour = first_tour + (offset + k) % number_of_tours
            if day == NOWHERE or tours[tour, TOUR_DAY] == day:
                return tour
    return NOWHERE


@inner
def _empty(b, tour, at_most):
    """Up to so many visits of the tour leave it, from a random one on."""

    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    length = courses[tour, LENGTH]
    if length == 0:
        return True
    k = draw(b, length) if at_most < length else 0
    for _ in range(min(at_most, length)):
        if courses[tour, LENGTH] > 0 and not _remove(b, tour_visits[tour, min(k, courses[tour, LENGTH] - 1)]):
            return False
    return True


@inner
def _remove(b, visit):
    """The visit leaves its tours, unless it is pinned or the journal is full."""

    visits = table(b, VISIT_TABLE)
    days = b[DAYS, 0]
    count = row(b, COUNT_ROW)
    todo = row(b, TODO_ROW)
    if visits[visit, VISIT_PINNED] or count[TODO] >= len(todo) or not room_in_journal(b):
        return True
    if not detach(b, visit):
        return False
    need, known = visit // days, False
    for k in range(count[TODO]):
        known = known or todo[k] == need
    if not known:
        todo[count[TODO]] = need
        count[TODO] += 1
    return True

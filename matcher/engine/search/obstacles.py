"""Nobody is in two places: when a start is free of the visits and ways of everybody whom it concerns."""

from matcher.domain.clock import MINUTES_PER_DAY
from matcher.engine.compiled import inner
from matcher.engine.search.book import (
    CADRE_TABLE,
    COURSE_TABLE,
    DAYS,
    GRID,
    LINK_ROW,
    NEED_TABLE,
    PAIR_TABLE,
    PLACED_TABLE,
    TOUR_PAIRS_TABLE,
    TOUR_TABLE,
    TOUR_VISITS_TABLE,
    VOLUNTEER_TABLE,
    row,
    table,
    way_row,
)
from matcher.engine.search.state import LENGTH, NOWHERE
from matcher.engine.search.tables import (
    CADRE_APART,
    CADRE_NEED_PTR,
    CADRE_VOLUNTEER,
    NEED_CADRE_PTR,
    NEED_ENTANGLED,
    NEED_MINUTES,
    PAIR_PLACE,
    TOUR_DAY,
    TOUR_VOLUNTEER,
    VOLUNTEER_BASE,
    VOLUNTEER_CADRE,
    VOLUNTEER_TOUR_PTR,
    VOLUNTEER_WAY,
    VOLUNTEER_WAY_SIZE,
)


@inner
def clear(b, tour, visit, at, way, back):
    """The first start from `at` on (on the grid) at which nobody would be in two places, given all other tours.

    The visit with its leg before it, [at − way, at + minutes), and the way back if it is the last, [.., + back), must avoid
    visits that the tour's volunteer receives as a cadre; [at, at + minutes) must avoid other visits of the need's cadres and
    whatever keeps those of them busy who are volunteers themselves.
    """

    links = row(b, LINK_ROW)
    needs = table(b, NEED_TABLE)
    cadres = table(b, CADRE_TABLE)
    volunteers = table(b, VOLUNTEER_TABLE)
    tours = table(b, TOUR_TABLE)
    days = b[DAYS, 0]
    grid = b[GRID, 0]
    placed = table(b, PLACED_TABLE)
    need = visit // days
    day = visit % days
    minutes = needs[need, NEED_MINUTES]
    own = volunteers[tours[tour, TOUR_VOLUNTEER], VOLUNTEER_CADRE]
    if own < 0 and not needs[need, NEED_ENTANGLED]:
        return at
    again = True
    while again:
        again = False
        until = 0
        if own >= 0:
            for c in range(cadres[own, CADRE_NEED_PTR], cadres[own + 1, CADRE_NEED_PTR]):
                other = links[c] * days + day
                begin = placed[other, 0]
                end = begin + needs[links[c], NEED_MINUTES]
                if begin != NOWHERE and at - way < end and begin < at + minutes + back:
                    until = max(until, end + way)
        if needs[need, NEED_ENTANGLED]:
            for n in range(needs[need, NEED_CADRE_PTR], needs[need + 1, NEED_CADRE_PTR]):
                cadre = links[n]
                if cadres[cadre, CADRE_APART]:
                    for c in range(cadres[cadre, CADRE_NEED_PTR], cadres[cadre + 1, CADRE_NEED_PTR]):
                        other = links[c] * days + day
                        begin = placed[other, 0]
                        if other == visit or begin == NOWHERE:
                            continue
                        end = begin + needs[links[c], NEED_MINUTES]
                        if at < end and begin < at + minutes and not _on_tour(b, other, tour):
                            until = max(until, end)
                helper = cadres[cadre, CADRE_VOLUNTEER]
                if helper >= 0:
                    until = max(until, _busy_until(b, helper, day, at, at + minutes))
        if until > at:
            at += (until - at + grid - 1) // grid * grid
            again = at < (day + 1) * MINUTES_PER_DAY
    return at


@inner
def _on_tour(b, visit, tour):
    placed = table(b, PLACED_TABLE)
    found = False
    for k in range((placed.shape[1] - 1) // 2):
        found = found or placed[visit, 2 + 2 * k] == tour
    return found


@inner
def _busy_until(b, volunteer, day, begin, end):
    """When the last visit or leg of the volunteer on the date that overlaps [begin, end) is over; 0 if there is none."""
    needs = table(b, NEED_TABLE)
    volunteers = table(b, VOLUNTEER_TABLE)
    tours = table(b, TOUR_TABLE)
    pairs = table(b, PAIR_TABLE)
    days = b[DAYS, 0]
    placed = table(b, PLACED_TABLE)
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    tour_pairs = table(b, TOUR_PAIRS_TABLE)
    way_table = way_row(b)
    until = 0
    origin, size, base = (
        volunteers[volunteer, VOLUNTEER_WAY],
        volunteers[volunteer, VOLUNTEER_WAY_SIZE],
        volunteers[volunteer, VOLUNTEER_BASE],
    )
    for tour in range(volunteers[volunteer, VOLUNTEER_TOUR_PTR], volunteers[volunteer + 1, VOLUNTEER_TOUR_PTR]):
        if tours[tour, TOUR_DAY] != day or courses[tour, LENGTH] == 0:
            continue
        place = base
        free = 0
        for k in range(courses[tour, LENGTH]):
            here = pairs[tour_pairs[tour, k], PAIR_PLACE]
            visit = tour_visits[tour, k]
            out = placed[visit, 0] - way_table[origin + place * size + here]
            free = placed[visit, 0] + needs[visit // days, NEED_MINUTES]
            if out < end and begin < free:
                until = max(until, free)
            place = here
        home = free + way_table[origin + place * size + base]
        if free < end and begin < home:
            until = max(until, home)
    return until

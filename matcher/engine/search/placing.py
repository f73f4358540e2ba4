"""Visits go on tours and off them."""

from matcher.engine.compiled import Step, call, inner
from matcher.engine.search.book import (
    ATTACH,
    COURSE_TABLE,
    CREW_TABLE,
    DAYS,
    DETACH,
    NEED_TABLE,
    PLACED_TABLE,
    SELF,
    TOUR_PAIRS_TABLE,
    TOUR_VISITS_TABLE,
    TRIAL_TABLE,
    book_at,
    table,
)
from matcher.engine.search.counting import count_visit
from matcher.engine.search.journal import keep_tour, keep_visit
from matcher.engine.search.state import CHOSEN_PAIR, CHOSEN_TOUR, LENGTH, NOWHERE, PAIR, START, VISIT
from matcher.engine.search.tables import NEED_CREW
from matcher.engine.search.tours import best_place, lay_trial, set_tour


@Step
def attach_step(work, visit, at, _):
    """See `attach`."""
    b = book_at(work)

    crews = table(b, CREW_TABLE)
    needs = table(b, NEED_TABLE)
    days = b[DAYS, 0]
    placed = table(b, PLACED_TABLE)
    crew = needs[visit // days, NEED_CREW]
    keep_visit(b, visit)
    for k in range(crew):
        placed[visit, 1 + 2 * k] = crews[CHOSEN_PAIR, k]
        placed[visit, 2 + 2 * k] = crews[CHOSEN_TOUR, k]
    for k in range(crew):
        tour, pair = crews[CHOSEN_TOUR, k], crews[CHOSEN_PAIR, k]
        place, _ = best_place(b, tour, visit, pair, at)
        if place == NOWHERE:
            placed[visit, 0] = NOWHERE
            return False
        set_tour(b, tour, lay_trial(b, tour, visit, pair, at, place))
    count_visit(b, visit, 1)
    return True


@inner
def attach(b, visit, at):
    """The visit goes on the tours crew[0, :, 1] by the pairs crew[0, :, 0], at a start if fixed; answers whether it fits them all.

    If not, the move must be taken back.
    """
    return call(b[ATTACH, 0], b[SELF, 0], visit, at, 0)


@Step
def detach_step(work, visit, _, __):
    """See `detach`."""
    b = book_at(work)

    needs = table(b, NEED_TABLE)
    days = b[DAYS, 0]
    placed = table(b, PLACED_TABLE)
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    tour_pairs = table(b, TOUR_PAIRS_TABLE)
    trial = table(b, TRIAL_TABLE)
    keep_visit(b, visit)
    for k in range(needs[visit // days, NEED_CREW]):
        keep_tour(b, placed[visit, 2 + 2 * k])
    count_visit(b, visit, -1)
    placed[visit, 0] = NOWHERE
    feasible = True
    for k in range(needs[visit // days, NEED_CREW]):
        tour = placed[visit, 2 + 2 * k]
        length = 0
        for j in range(courses[tour, LENGTH]):
            if tour_visits[tour, j] != visit:
                trial[length, VISIT] = tour_visits[tour, j]
                trial[length, PAIR] = tour_pairs[tour, j]
                trial[length, START] = placed[tour_visits[tour, j], 0]
                length += 1
        placed[visit, 2 + 2 * k] = NOWHERE
        feasible = set_tour(b, tour, length) and feasible
    return feasible


@inner
def detach(b, visit):
    """The visit leaves all its tours; answers whether these can still be timed (if not, take the move back)."""
    return call(b[DETACH, 0], b[SELF, 0], visit, 0, 0)

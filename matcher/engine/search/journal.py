"""A move takes back what it did: the journal holds tours and visits as they were when it began."""

from matcher.engine.compiled import Step, call, inner
from matcher.engine.search.book import (
    COUNT_ROW,
    COURSE_TABLE,
    KEPT_TOURS_TABLE,
    KEPT_VISITS_TABLE,
    PLACED_TABLE,
    SELF,
    TAKE_BACK,
    TOUR_EARLY_TABLE,
    TOUR_LATE_TABLE,
    TOUR_PAIRS_TABLE,
    TOUR_VISITS_TABLE,
    book_at,
    row,
    table,
)
from matcher.engine.search.counting import count_visit, count_ways
from matcher.engine.search.state import LENGTH, NOWHERE, POINTS, TOURS_KEPT, VISITS_KEPT, WAY


@inner
def begin(b):
    """A move begins: the journal is empty."""
    count = row(b, COUNT_ROW)
    count[TOURS_KEPT] = 0
    count[VISITS_KEPT] = 0


@inner
def room_in_journal(b):
    """Whether a further visit with its crew can be taken back."""
    placed = table(b, PLACED_TABLE)
    kept_tours = table(b, KEPT_TOURS_TABLE)
    kept_visits = table(b, KEPT_VISITS_TABLE)
    count = row(b, COUNT_ROW)
    need = (placed.shape[1] - 1) // 2 + 1
    return count[TOURS_KEPT] + need < len(kept_tours) and count[VISITS_KEPT] + 1 < len(kept_visits)


@inner
def keep_tour(b, tour):

    placed = table(b, PLACED_TABLE)
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    tour_pairs = table(b, TOUR_PAIRS_TABLE)
    tour_early = table(b, TOUR_EARLY_TABLE)
    tour_late = table(b, TOUR_LATE_TABLE)
    kept_tours = table(b, KEPT_TOURS_TABLE)
    count = row(b, COUNT_ROW)
    kept, longest = count[TOURS_KEPT], tour_visits.shape[1]
    for j in range(kept):
        if kept_tours[j, 0] == tour:
            return
    kept_tours[kept, 0] = tour
    for column in range(3):
        kept_tours[kept, 1 + column] = courses[tour, column]
    for k in range(courses[tour, LENGTH]):
        kept_tours[kept, 4 + k] = tour_visits[tour, k]
        kept_tours[kept, 4 + longest + k] = tour_pairs[tour, k]
        kept_tours[kept, 4 + 2 * longest + k] = placed[tour_visits[tour, k], 0]
        kept_tours[kept, 4 + 3 * longest + k] = tour_early[tour, k]
        kept_tours[kept, 4 + 4 * longest + k] = tour_late[tour, k]
    count[TOURS_KEPT] = kept + 1


@inner
def keep_visit(b, visit):
    placed = table(b, PLACED_TABLE)
    kept_visits = table(b, KEPT_VISITS_TABLE)
    count = row(b, COUNT_ROW)
    kept = count[VISITS_KEPT]
    for j in range(kept):
        if kept_visits[j, 0] == visit:
            return
    kept_visits[kept, 0] = visit
    for column in range(placed.shape[1]):
        kept_visits[kept, 1 + column] = placed[visit, column]
    count[VISITS_KEPT] = kept + 1


@Step
def take_back_step(work, points, _, __):
    """See `take_back`."""
    b = book_at(work)

    placed = table(b, PLACED_TABLE)
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    tour_pairs = table(b, TOUR_PAIRS_TABLE)
    tour_early = table(b, TOUR_EARLY_TABLE)
    tour_late = table(b, TOUR_LATE_TABLE)
    kept_tours = table(b, KEPT_TOURS_TABLE)
    kept_visits = table(b, KEPT_VISITS_TABLE)
    count = row(b, COUNT_ROW)
    longest = tour_visits.shape[1]
    for j in range(count[VISITS_KEPT]):
        if placed[kept_visits[j, 0], 0] != NOWHERE:
            count_visit(b, kept_visits[j, 0], -1)
    for j in range(count[VISITS_KEPT]):
        for column in range(placed.shape[1]):
            placed[kept_visits[j, 0], column] = kept_visits[j, 1 + column]
    for j in range(count[TOURS_KEPT]):
        tour = kept_tours[j, 0]
        count_ways(b, tour, kept_tours[j, 1 + WAY])
        for column in range(3):
            courses[tour, column] = kept_tours[j, 1 + column]
        for k in range(courses[tour, LENGTH]):
            tour_visits[tour, k] = kept_tours[j, 4 + k]
            tour_pairs[tour, k] = kept_tours[j, 4 + longest + k]
            placed[tour_visits[tour, k], 0] = kept_tours[j, 4 + 2 * longest + k]
            tour_early[tour, k] = kept_tours[j, 4 + 3 * longest + k]
            tour_late[tour, k] = kept_tours[j, 4 + 4 * longest + k]
    for j in range(count[VISITS_KEPT]):
        if placed[kept_visits[j, 0], 0] != NOWHERE:
            count_visit(b, kept_visits[j, 0], 1)
    count[POINTS] = points
    return 0


@inner
def take_back(b, points):
    """The state is again what it was at `begin`, when it had these points."""
    return call(b[TAKE_BACK, 0], b[SELF, 0], points, 0, 0)

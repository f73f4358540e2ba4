"""Where a need goes best: over its dates and starts, the cheapest volunteers who are all free then."""

from matcher.engine.compiled import Step, call, inner
from matcher.engine.search.book import (
    BEST_ROW,
    CADRE_TABLE,
    CADRE_VISITS_ROW,
    CHANGED_POINTS,
    COURSE_TABLE,
    CREW_TABLE,
    DAYS,
    EXTENDS_TABLE,
    FACE_POINTS,
    FIND_INSERTION,
    GRID,
    LIMIT_TABLE,
    LINK_ROW,
    NEED_TABLE,
    PAIR_TABLE,
    PAIR_VISITS_ROW,
    PATTERN_TABLE,
    SELF,
    SERVED_TABLE,
    SPAN_TABLE,
    SUM_TABLE,
    TOUR_TABLE,
    TOUR_VISITS_TABLE,
    VISIT_TABLE,
    VOLUNTEER_TABLE,
    book_at,
    row,
    table,
)
from matcher.engine.search.counting import load_points
from matcher.engine.search.dice import draw
from matcher.engine.search.state import (
    AT_START,
    AT_VISIT,
    CHOSEN_PAIR,
    CHOSEN_TOUR,
    FACES,
    GAIN,
    LENGTH,
    MASK,
    NOWHERE,
    SECOND,
    TRIED_PAIR,
    TRIED_POINTS,
    TRIED_TOUR,
)
from matcher.engine.search.tables import (
    CADRE_UNSERVED,
    NEED_CADRE_PTR,
    NEED_CREW,
    NEED_FREE_FACES,
    NEED_MINUTES,
    NEED_PAIR_PTR,
    NEED_PATTERN,
    PAIR_DAYS,
    PAIR_POINTS,
    PAIR_VOLUNTEER,
    SPAN_FIRST,
    SPAN_LAST,
    SPAN_POINTS,
    TOUR_DAY,
    TOUR_END,
    TOUR_START,
    TOUR_VOLUNTEER,
    VISIT_PINNED,
    VISIT_PUBLISHED_PTR,
    VISIT_SPAN_PTR,
    VOLUNTEER_TOUR_PTR,
)
from matcher.engine.search.tours import best_place
from matcher.waist.instance import MINUTES, VISITS

NO_GAIN = 1 << 40


@Step
def find_insertion_step(work, need, starts_tried, blinks):
    """See `find_insertion`."""
    b = book_at(work)

    crews = table(b, CREW_TABLE)
    needs = table(b, NEED_TABLE)
    visits = table(b, VISIT_TABLE)
    spans = table(b, SPAN_TABLE)
    extends_by = table(b, EXTENDS_TABLE)
    days = b[DAYS, 0]
    grid = b[GRID, 0]
    served = table(b, SERVED_TABLE)
    best = row(b, BEST_ROW)
    best[GAIN] = NO_GAIN
    best[SECOND] = NO_GAIN
    best[AT_VISIT] = NOWHERE
    best[AT_START] = NOWHERE
    crew = needs[need, NEED_CREW]
    if crew >= crews.shape[1]:
        return 0
    extends = extends_by[needs[need, NEED_PATTERN], served[need, MASK]]
    for day in range(days):
        visit = need * days + day
        if not extends >> day & 1 or visits[visit, VISIT_PINNED]:
            continue
        of_date = date_gain(b, need, day)
        first_span, end_span = visits[visit, VISIT_SPAN_PTR], visits[visit + 1, VISIT_SPAN_PTR]
        if crew == 1:
            end_span = min(end_span, first_span + 1)
        for span in range(first_span, end_span):
            number = 1 if crew == 1 else (spans[span, SPAN_LAST] - spans[span, SPAN_FIRST]) // grid + 1
            tries = number if starts_tried == 0 else min(starts_tried, number)
            for t in range(tries):
                at, points = NOWHERE, of_date
                if crew > 1:
                    at = spans[span, SPAN_FIRST] + grid * (t if tries == number else draw(b, number))
                    points += spans[span, SPAN_POINTS]
                _try_start(b, visit, at, points, blinks)
    return 0


@inner
def find_insertion(b, need, starts_tried, blinks):
    """Writes the cheapest insertion of one visit of the need into `best`, its members into `crew[0]`.

    best[GAIN] are its points (NO_GAIN if there is none), best[AT_VISIT] the visit, best[AT_START] its start if it takes a
    crew, best[SECOND] the points of the next best way to serve it. Crews try `starts_tried` random starts a span, all
    if 0. Of 1000 tours about `blinks` are overlooked, which keeps the search from always doing the obvious.
    """
    return call(b[FIND_INSERTION, 0], b[SELF, 0], need, starts_tried, blinks)


@inner
def _try_start(b, visit, at, points, blinks):
    """The cheapest crew for the visit becomes the best insertion if it is; the reserve tells how good the second is."""
    crews = table(b, CREW_TABLE)
    needs = table(b, NEED_TABLE)
    days = b[DAYS, 0]
    best = row(b, BEST_ROW)
    crew = needs[visit // days, NEED_CREW]
    found = _cheapest_crew(b, visit, at, points, blinks)
    if found < crew:
        return
    total = points
    for k in range(crew):
        total += crews[TRIED_POINTS, k]
    if found > crew:
        best[SECOND] = min(best[SECOND], total - crews[TRIED_POINTS, crew - 1] + crews[TRIED_POINTS, crew])
    if total < best[GAIN]:
        best[SECOND] = min(best[SECOND], best[GAIN])
        best[GAIN] = total
        best[AT_VISIT] = visit
        best[AT_START] = at
        for k in range(crew):
            crews[CHOSEN_PAIR, k] = crews[TRIED_PAIR, k]
            crews[CHOSEN_TOUR, k] = crews[TRIED_TOUR, k]
    else:
        best[SECOND] = min(best[SECOND], total)


@inner
def _cheapest_crew(b, visit, at, points, blinks):
    """The cheapest members who can come (at the start, if one is given), each counted alone, and one in reserve.

    They stand in crew[1] by ascending crew_points; answers how many were found, at most the crew and one.
    """

    crews = table(b, CREW_TABLE)
    links = row(b, LINK_ROW)
    needs = table(b, NEED_TABLE)
    volunteers = table(b, VOLUNTEER_TABLE)
    tours = table(b, TOUR_TABLE)
    pairs = table(b, PAIR_TABLE)
    days = b[DAYS, 0]
    best = row(b, BEST_ROW)
    need, day = visit // days, visit % days
    crew, minutes = needs[need, NEED_CREW], needs[need, NEED_MINUTES]
    found = 0
    for p in range(needs[need, NEED_PAIR_PTR], needs[need + 1, NEED_PAIR_PTR]):
        pair = links[p]
        if not pairs[pair, PAIR_DAYS] >> day & 1:
            continue
        volunteer = pairs[pair, PAIR_VOLUNTEER]
        for tour in range(volunteers[volunteer, VOLUNTEER_TOUR_PTR], volunteers[volunteer + 1, VOLUNTEER_TOUR_PTR]):
            if tours[tour, TOUR_DAY] != day:
                continue
            if at != NOWHERE and not (tours[tour, TOUR_START] <= at and at + minutes <= tours[tour, TOUR_END]):
                continue
            if not has_room(b, tour, minutes) or (blinks > 0 and draw(b, 1000) < blinks):
                continue
            of_pair = _pair_gain(b, need, visit, pair)
            if found > crew and of_pair >= crews[TRIED_POINTS, crew]:
                continue
            if crew == 1 and points + of_pair >= best[SECOND]:
                continue
            place, more = best_place(b, tour, visit, pair, at)
            if place != NOWHERE:
                found = _rank(b, found, crew, pair, tour, of_pair + more)
    return found


@inner
def _rank(b, found, crew, pair, tour, points):
    """The member takes its place among the crew and its reserve; a volunteer with two tours a day takes only one."""
    crews = table(b, CREW_TABLE)
    if found > crew and points >= crews[TRIED_POINTS, crew]:
        return found
    if found > 0:
        for j in range(found):
            if crews[TRIED_PAIR, j] == pair:
                if points >= crews[TRIED_POINTS, j]:
                    return found
                for k in range(j, found - 1):
                    crews[TRIED_POINTS, k] = crews[TRIED_POINTS, k + 1]
                    crews[TRIED_PAIR, k] = crews[TRIED_PAIR, k + 1]
                    crews[TRIED_TOUR, k] = crews[TRIED_TOUR, k + 1]
                found -= 1
                break
    k = min(found, crew)
    while k > 0 and crews[TRIED_POINTS, k - 1] > points:
        crews[TRIED_POINTS, k] = crews[TRIED_POINTS, k - 1]
        crews[TRIED_PAIR, k] = crews[TRIED_PAIR, k - 1]
        crews[TRIED_TOUR, k] = crews[TRIED_TOUR, k - 1]
        k -= 1
    crews[TRIED_POINTS, k] = points
    crews[TRIED_PAIR, k] = pair
    crews[TRIED_TOUR, k] = tour
    return min(found + 1, crew + 1)


@inner
def has_room(b, tour, minutes):
    """The limits of tour, date and week allow one more visit of so many minutes (travel is looked at later)."""
    limits = table(b, LIMIT_TABLE)
    sums = table(b, SUM_TABLE)
    needs = table(b, NEED_TABLE)
    tours = table(b, TOUR_TABLE)
    days = b[DAYS, 0]
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    volunteer, day = tours[tour, TOUR_VOLUNTEER], tours[tour, TOUR_DAY]
    if courses[tour, LENGTH] >= tour_visits.shape[1]:
        return False
    for when in (day, days):
        if sums[volunteer, when * 3 + VISITS] + 1 > limits[volunteer, (1 + when) * 3 + VISITS]:
            return False
        if sums[volunteer, when * 3 + MINUTES] + minutes > limits[volunteer, (1 + when) * 3 + MINUTES]:
            return False
    if courses[tour, LENGTH] + 1 > limits[volunteer, 0 * 3 + VISITS]:
        return False
    if limits[volunteer, 0 * 3 + MINUTES] < tours[tour, TOUR_END] - tours[tour, TOUR_START]:
        served = minutes
        for k in range(courses[tour, LENGTH]):
            served += needs[tour_visits[tour, k] // days, NEED_MINUTES]
        return served <= limits[volunteer, 0 * 3 + MINUTES]
    return True


@inner
def _pair_gain(b, need, visit, pair):
    """Points of the pair, its load and its face if it serves the visit, less its part in a published visit kept."""
    sums = table(b, SUM_TABLE)
    links = row(b, LINK_ROW)
    needs = table(b, NEED_TABLE)
    visits = table(b, VISIT_TABLE)
    pairs = table(b, PAIR_TABLE)
    days = b[DAYS, 0]
    face_points = b[FACE_POINTS, 0]
    changed_points = b[CHANGED_POINTS, 0]
    served = table(b, SERVED_TABLE)
    pair_visits = row(b, PAIR_VISITS_ROW)
    volunteer = pairs[pair, PAIR_VOLUNTEER]
    before = sums[volunteer, days * 3 + MINUTES]
    points = pairs[pair, PAIR_POINTS] + load_points(b, volunteer, before + needs[need, NEED_MINUTES])
    points -= load_points(b, volunteer, before)
    if pair_visits[pair] == 0 and served[need, FACES] >= needs[need, NEED_FREE_FACES]:
        points += face_points
    for p in range(visits[visit, VISIT_PUBLISHED_PTR], visits[visit + 1, VISIT_PUBLISHED_PTR]):
        if links[p] == volunteer:
            points -= changed_points // needs[need, NEED_CREW]
    return points


@inner
def date_gain(b, need, day):
    """Points of serving the need on one more date, cadres who were unserved included."""
    links = row(b, LINK_ROW)
    needs = table(b, NEED_TABLE)
    cadres = table(b, CADRE_TABLE)
    patterns = table(b, PATTERN_TABLE)
    served = table(b, SERVED_TABLE)
    cadre_visits = row(b, CADRE_VISITS_ROW)
    pattern, mask = needs[need, NEED_PATTERN], served[need, MASK]
    points = patterns[pattern, mask | 1 << day] - patterns[pattern, mask]
    for c in range(needs[need, NEED_CADRE_PTR], needs[need + 1, NEED_CADRE_PTR]):
        if cadre_visits[links[c]] == 0:
            points -= cadres[links[c], CADRE_UNSERVED]
    return points

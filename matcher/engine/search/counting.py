"""A visit that comes or goes changes sums and points; here stands by how much."""

from matcher.engine.compiled import inner
from matcher.engine.search.book import (
    CADRE_TABLE,
    CADRE_VISITS_ROW,
    CHANGED_POINTS,
    COUNT_ROW,
    COURSE_TABLE,
    DAYS,
    EXTENDS_TABLE,
    FACE_POINTS,
    LINK_ROW,
    LOAD_TABLE,
    MOVED_POINTS,
    NEED_TABLE,
    OPEN_NEEDS_ROW,
    PAIR_TABLE,
    PAIR_VISITS_ROW,
    PATTERN_TABLE,
    PLACED_TABLE,
    SERVED_TABLE,
    SPAN_TABLE,
    SUM_TABLE,
    TOUR_TABLE,
    VISIT_TABLE,
    VOLUNTEER_TABLE,
    row,
    table,
)
from matcher.engine.search.state import EXTRA, FACES, MASK, NOWHERE, OPEN, OPEN_PLACE, POINTS, WAY, WEIGHT
from matcher.engine.search.tables import (
    CADRE_NEED_PTR,
    CADRE_UNSERVED,
    NEED_CADRE_PTR,
    NEED_CREW,
    NEED_FREE_FACES,
    NEED_LEAST,
    NEED_MINUTES,
    NEED_PATTERN,
    PAIR_POINTS,
    PAIR_VOLUNTEER,
    SPAN_FIRST,
    SPAN_LAST,
    SPAN_POINTS,
    TOUR_DAY,
    TOUR_VOLUNTEER,
    VISIT_FIXED,
    VISIT_PUBLISHED,
    VISIT_PUBLISHED_PTR,
    VISIT_SPAN_PTR,
    VOLUNTEER_LOAD,
)
from matcher.waist.instance import MINUTES, TRAVEL, VISITS


@inner
def load_points(b, volunteer, minutes):
    """Points of a volunteer's minutes in the week."""
    volunteers = table(b, VOLUNTEER_TABLE)
    loads = table(b, LOAD_TABLE)
    return loads[volunteers[volunteer, VOLUNTEER_LOAD], min(minutes, loads.shape[1] - 1)]


@inner
def fixed_points(b, visit):
    """Points of the start of a fixed visit: of its span, and for being moved from where it was published."""
    visits = table(b, VISIT_TABLE)
    spans = table(b, SPAN_TABLE)
    moved_points = b[MOVED_POINTS, 0]
    placed = table(b, PLACED_TABLE)
    at = placed[visit, 0]
    points = 0
    for span in range(visits[visit, VISIT_SPAN_PTR], visits[visit + 1, VISIT_SPAN_PTR]):
        if spans[span, SPAN_FIRST] <= at <= spans[span, SPAN_LAST]:
            points = spans[span, SPAN_POINTS]
    if as_published(b, visit) and at != visits[visit, VISIT_PUBLISHED]:
        points += moved_points
    return points


@inner
def as_published(b, visit):
    """The members of the visit are the volunteers with whom it was published."""
    links = row(b, LINK_ROW)
    needs = table(b, NEED_TABLE)
    visits = table(b, VISIT_TABLE)
    pairs = table(b, PAIR_TABLE)
    days = b[DAYS, 0]
    placed = table(b, PLACED_TABLE)
    if visits[visit, VISIT_PUBLISHED] == NOWHERE:
        return False
    first, last = visits[visit, VISIT_PUBLISHED_PTR], visits[visit + 1, VISIT_PUBLISHED_PTR]
    if last - first != needs[visit // days, NEED_CREW]:
        return False
    for k in range(last - first):
        found = False
        for j in range(first, last):
            found = found or links[j] == pairs[placed[visit, 1 + 2 * k], PAIR_VOLUNTEER]
        if not found:
            return False
    return True


@inner
def count_ways(b, tour, ways):
    sums = table(b, SUM_TABLE)
    tours = table(b, TOUR_TABLE)
    days = b[DAYS, 0]
    courses = table(b, COURSE_TABLE)
    volunteer, day = tours[tour, TOUR_VOLUNTEER], tours[tour, TOUR_DAY]
    longer = ways - courses[tour, WAY]
    sums[volunteer, day * 3 + TRAVEL] += longer
    sums[volunteer, days * 3 + TRAVEL] += longer
    courses[tour, WAY] = ways


@inner
def count_visit(b, visit, sign):
    """A visit that stands is added to all sums (sign 1), or taken from them (sign −1), points included."""

    sums = table(b, SUM_TABLE)
    links = row(b, LINK_ROW)
    needs = table(b, NEED_TABLE)
    visits = table(b, VISIT_TABLE)
    cadres = table(b, CADRE_TABLE)
    pairs = table(b, PAIR_TABLE)
    patterns = table(b, PATTERN_TABLE)
    days = b[DAYS, 0]
    face_points = b[FACE_POINTS, 0]
    changed_points = b[CHANGED_POINTS, 0]
    placed = table(b, PLACED_TABLE)
    served = table(b, SERVED_TABLE)
    count = row(b, COUNT_ROW)
    cadre_visits = row(b, CADRE_VISITS_ROW)
    pair_visits = row(b, PAIR_VISITS_ROW)
    need, day = visit // days, visit % days
    minutes = needs[need, NEED_MINUTES]
    points = 0
    for k in range(needs[need, NEED_CREW]):
        pair = placed[visit, 1 + 2 * k]
        volunteer = pairs[pair, PAIR_VOLUNTEER]
        points += pairs[pair, PAIR_POINTS]
        before = sums[volunteer, days * 3 + MINUTES]
        points += sign * (load_points(b, volunteer, before + sign * minutes) - load_points(b, volunteer, before))
        for when in (day, days):
            sums[volunteer, when * 3 + VISITS] += sign
            sums[volunteer, when * 3 + MINUTES] += sign * minutes
        if sign > 0:
            pair_visits[pair] += 1
            if pair_visits[pair] == 1:
                served[need, FACES] += 1
                if served[need, FACES] > needs[need, NEED_FREE_FACES]:
                    points += face_points
        else:
            pair_visits[pair] -= 1
            if pair_visits[pair] == 0:
                served[need, FACES] -= 1
                if served[need, FACES] >= needs[need, NEED_FREE_FACES]:
                    points += face_points
    for c in range(needs[need, NEED_CADRE_PTR], needs[need + 1, NEED_CADRE_PTR]):
        cadre = links[c]
        cadre_visits[cadre] += sign
        if cadre_visits[cadre] == (1 if sign > 0 else 0) and cadres[cadre, CADRE_UNSERVED] > 0:
            points -= cadres[cadre, CADRE_UNSERVED]
            for n in range(cadres[cadre, CADRE_NEED_PTR], cadres[cadre + 1, CADRE_NEED_PTR]):
                if links[n] != need:
                    _list_open(b, links[n])
    pattern = needs[need, NEED_PATTERN]
    before = patterns[pattern, served[need, MASK]]
    served[need, MASK] ^= 1 << day
    points += sign * (patterns[pattern, served[need, MASK]] - before)
    if visits[visit, VISIT_FIXED]:
        points += fixed_points(b, visit)
    if as_published(b, visit):
        points -= changed_points
    count[POINTS] += sign * points
    _list_open(b, need)


@inner
def _list_open(b, need):
    served = table(b, SERVED_TABLE)
    count = row(b, COUNT_ROW)
    open_needs = row(b, OPEN_NEEDS_ROW)
    wanted = _lacks(b, need)
    place = served[need, OPEN_PLACE]
    if wanted and place == NOWHERE:
        served[need, OPEN_PLACE] = count[OPEN]
        open_needs[count[OPEN]] = need
        count[OPEN] += 1
        count[EXTRA] += served[need, WEIGHT]
    elif not wanted and place != NOWHERE:
        count[OPEN] -= 1
        count[EXTRA] -= served[need, WEIGHT]
        last = open_needs[count[OPEN]]
        open_needs[place] = last
        served[last, OPEN_PLACE] = place
        served[need, OPEN_PLACE] = NOWHERE


@inner
def _lacks(b, need):
    """A further visit may save points: there is a better pattern, or a date is free and a cadre is served by nobody."""
    needs = table(b, NEED_TABLE)
    cadres = table(b, CADRE_TABLE)
    links = row(b, LINK_ROW)
    served = table(b, SERVED_TABLE)
    cadre_visits = row(b, CADRE_VISITS_ROW)
    pattern, mask = needs[need, NEED_PATTERN], served[need, MASK]
    if table(b, PATTERN_TABLE)[pattern, mask] > needs[need, NEED_LEAST]:
        return True
    if table(b, EXTENDS_TABLE)[pattern, mask] == 0:
        return False
    for c in range(needs[need, NEED_CADRE_PTR], needs[need + 1, NEED_CADRE_PTR]):
        if cadre_visits[links[c]] == 0 and cadres[links[c], CADRE_UNSERVED] > 0:
            return True
    return False

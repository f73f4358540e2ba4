"""When the visits of one tour start: label setting over spans, exact but for a cap on labels.

A label (end, points) of the first k visits dominates another if it ends no later for no more points. Within a span of equal
points the earliest start is best: whatever follows can only gain by an earlier end (ways and obstacles are first in, first
out). Published starts are tried as starts of their own, since there a visit saves the points of being moved.
"""

import numpy as np

from matcher.engine.compiled import Step, call, inner
from matcher.engine.search.book import (
    COUNT_ROW,
    DAYS,
    FRONTIER_TABLE,
    GRID,
    LINK_ROW,
    MOVED_POINTS,
    NEED_TABLE,
    PAIR_TABLE,
    SELF,
    SPAN_TABLE,
    TIME_TOUR,
    TOUR_TABLE,
    TRIAL_TABLE,
    VISIT_TABLE,
    VOLUNTEER_TABLE,
    book_at,
    row,
    table,
    way_row,
)
from matcher.engine.search.obstacles import clear
from matcher.engine.search.state import BEGIN, COST, EARLY, END, LABELS, NOWHERE, PAIR, PARENT, START, TRIAL_WAYS, VISIT
from matcher.engine.search.tables import (
    NEED_MINUTES,
    PAIR_PLACE,
    SPAN_FIRST,
    SPAN_LAST,
    SPAN_POINTS,
    TOUR_END,
    TOUR_START,
    TOUR_VOLUNTEER,
    VISIT_FIXED,
    VISIT_PUBLISHED,
    VISIT_PUBLISHED_PTR,
    VISIT_SPAN_PTR,
    VOLUNTEER_BASE,
    VOLUNTEER_WAY,
    VOLUNTEER_WAY_SIZE,
)

INFEASIBLE = 1 << 30


@inner
def _add_label(b, k, labels, end, points, start, parent):
    """Keep the label unless another is no later and no dearer; returns how many labels visit k has now."""
    frontier = table(b, FRONTIER_TABLE)
    kept = 0
    for label in range(labels):
        if frontier[k, label * 4 + END] <= end and frontier[k, label * 4 + COST] <= points:
            return labels
    for label in range(labels):
        if not (end <= frontier[k, label * 4 + END] and points <= frontier[k, label * 4 + COST]):
            frontier[k, kept * 4 + END] = frontier[k, label * 4 + END]
            frontier[k, kept * 4 + COST] = frontier[k, label * 4 + COST]
            frontier[k, kept * 4 + BEGIN] = frontier[k, label * 4 + BEGIN]
            frontier[k, kept * 4 + PARENT] = frontier[k, label * 4 + PARENT]
            kept += 1
    if kept == LABELS:
        latest = 0
        for label in range(1, kept):
            if frontier[k, label * 4 + END] > frontier[k, latest * 4 + END]:
                latest = label
        if frontier[k, latest * 4 + END] <= end:
            return kept
        place = latest
    else:
        place = kept
        kept += 1
    frontier[k, place * 4 + END] = end
    frontier[k, place * 4 + COST] = points
    frontier[k, place * 4 + BEGIN] = start
    frontier[k, place * 4 + PARENT] = parent
    return kept


@inner
def first_start(b, visit, ready):
    """The earliest start of the visit from `ready` on, whoever else is there; INFEASIBLE if it is too late for it."""
    visits = table(b, VISIT_TABLE)
    spans = table(b, SPAN_TABLE)
    grid = b[GRID, 0]
    for span in range(visits[visit, VISIT_SPAN_PTR], visits[visit + 1, VISIT_SPAN_PTR]):
        first = spans[span, SPAN_FIRST]
        if ready <= first:
            return first
        if ready <= spans[span, SPAN_LAST]:
            return first + (ready - first + grid - 1) // grid * grid
    return INFEASIBLE


@inner
def last_start(b, visit, latest):
    """The latest start of the visit up to `latest`, whoever else is there; NOWHERE if it is too early for it."""
    visits = table(b, VISIT_TABLE)
    spans = table(b, SPAN_TABLE)
    grid = b[GRID, 0]
    for span in range(visits[visit + 1, VISIT_SPAN_PTR] - 1, visits[visit, VISIT_SPAN_PTR] - 1, -1):
        first = spans[span, SPAN_FIRST]
        if latest >= first:
            return first + (min(latest, spans[span, SPAN_LAST]) - first) // grid * grid
    return NOWHERE


@Step
def time_tour_step(work, tour, length, _):
    """See `time_tour`."""
    b = book_at(work)
    count = row(b, COUNT_ROW)

    frontier = table(b, FRONTIER_TABLE)
    links = row(b, LINK_ROW)
    needs = table(b, NEED_TABLE)
    visits = table(b, VISIT_TABLE)
    spans = table(b, SPAN_TABLE)
    volunteers = table(b, VOLUNTEER_TABLE)
    tours = table(b, TOUR_TABLE)
    pairs = table(b, PAIR_TABLE)
    days = b[DAYS, 0]
    grid = b[GRID, 0]
    moved_points = b[MOVED_POINTS, 0]
    trial = table(b, TRIAL_TABLE)
    way_table = way_row(b)
    volunteer = tours[tour, TOUR_VOLUNTEER]
    origin, size, base = (
        volunteers[volunteer, VOLUNTEER_WAY],
        volunteers[volunteer, VOLUNTEER_WAY_SIZE],
        volunteers[volunteer, VOLUNTEER_BASE],
    )
    place = base
    ways = 0
    labels = 1
    frontier[0, 0 * 4 + END] = tours[tour, TOUR_START]
    frontier[0, 0 * 4 + COST] = 0
    for k in range(length):
        visit, pair = trial[k, VISIT], trial[k, PAIR]
        minutes = needs[visit // days, NEED_MINUTES]
        here = pairs[pair, PAIR_PLACE]
        way = np.int64(way_table[origin + place * size + here])
        ways += way
        back = np.int64(way_table[origin + here * size + base]) if k == length - 1 else 0
        latest = tours[tour, TOUR_END] - minutes - back
        now = 0
        if visits[visit, VISIT_FIXED]:
            at = trial[k, START]
            if at <= latest and clear(b, tour, visit, at, way, back) == at:
                for label in range(labels):
                    if frontier[k, label * 4 + END] + way <= at:
                        now = _add_label(b, k + 1, now, at + minutes, frontier[k, label * 4 + COST], at, label)
        else:
            published = visits[visit, VISIT_PUBLISHED]
            if published != NOWHERE:
                first = visits[visit, VISIT_PUBLISHED_PTR]
                if visits[visit + 1, VISIT_PUBLISHED_PTR] - first != 1 or links[first] != volunteer:
                    published = NOWHERE
            moved = moved_points if published != NOWHERE else 0
            for label in range(labels):
                ready = frontier[k, label * 4 + END] + way
                for span in range(visits[visit, VISIT_SPAN_PTR], visits[visit + 1, VISIT_SPAN_PTR]):
                    first, last = spans[span, SPAN_FIRST], min(spans[span, SPAN_LAST], latest)
                    if ready > last:
                        continue
                    points = frontier[k, label * 4 + COST] + spans[span, SPAN_POINTS]
                    at = first if ready <= first else first + (ready - first + grid - 1) // grid * grid
                    at = clear(b, tour, visit, at, way, back)
                    if at <= last:
                        dearer = moved if at != published else 0
                        now = _add_label(b, k + 1, now, at + minutes, points + dearer, at, label)
                    on_time = at < published <= last and (published - first) % grid == 0
                    if on_time and clear(b, tour, visit, published, way, back) == published:
                        now = _add_label(b, k + 1, now, published + minutes, points, published, label)
        if now == 0:
            return INFEASIBLE
        trial[k, EARLY] = frontier[k + 1, 0 * 4 + END]
        for label in range(1, now):
            trial[k, EARLY] = min(trial[k, EARLY], frontier[k + 1, label * 4 + END])
        labels = now
        place = here
    count[TRIAL_WAYS] = ways
    if length == 0:
        return 0
    count[TRIAL_WAYS] = ways + np.int64(way_table[origin + place * size + base])
    cheapest = 0
    for label in range(1, labels):
        if frontier[length, label * 4 + COST] < frontier[length, cheapest * 4 + COST]:
            cheapest = label
    points = frontier[length, cheapest * 4 + COST]
    label = cheapest
    for k in range(length, 0, -1):
        trial[k - 1, START] = frontier[k, label * 4 + BEGIN]
        label = frontier[k, label * 4 + PARENT]
    return points


@inner
def time_tour(b, tour, length):
    """Times trial_visit[:length] by trial_pair on the tour; fixed visits start at trial_start, the others are given one.

    Answers the points of the starts chosen (INFEASIBLE where there is no timetable); count[TRIAL_WAYS] are its travel minutes.
    """
    return call(b[TIME_TOUR, 0], b[SELF, 0], tour, length, 0)

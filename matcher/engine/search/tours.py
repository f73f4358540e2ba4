"""A tour as a sequence: laid out for trial, timed, taken, and the cheapest place in it for one more visit."""

import numpy as np

from matcher.engine.compiled import inner
from matcher.engine.search.book import (
    COUNT_ROW,
    COURSE_TABLE,
    DAYS,
    LIMIT_TABLE,
    NEED_TABLE,
    PAIR_TABLE,
    PLACED_TABLE,
    SUM_TABLE,
    TOUR_EARLY_TABLE,
    TOUR_LATE_TABLE,
    TOUR_PAIRS_TABLE,
    TOUR_TABLE,
    TOUR_VISITS_TABLE,
    TRAVEL_POINTS,
    TRIAL_TABLE,
    VISIT_TABLE,
    VOLUNTEER_TABLE,
    row,
    table,
    way_row,
)
from matcher.engine.search.counting import count_ways
from matcher.engine.search.journal import keep_tour
from matcher.engine.search.state import (
    EARLY,
    LENGTH,
    NOWHERE,
    PAIR,
    POINTS,
    START,
    START_POINTS,
    TRIAL_WAYS,
    VISIT,
    WAY,
)
from matcher.engine.search.tables import (
    NEED_MINUTES,
    PAIR_PLACE,
    TOUR_DAY,
    TOUR_END,
    TOUR_START,
    TOUR_VOLUNTEER,
    VISIT_FIXED,
    VOLUNTEER_BASE,
    VOLUNTEER_WAY,
    VOLUNTEER_WAY_SIZE,
)
from matcher.engine.search.timing import INFEASIBLE, first_start, last_start, time_tour
from matcher.waist.instance import TRAVEL


@inner
def lay_trial(b, tour, visit, pair, at, place):
    """The tour with the visit at a place of its sequence (and at a start, if fixed) is laid out for trial."""
    placed = table(b, PLACED_TABLE)
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    tour_pairs = table(b, TOUR_PAIRS_TABLE)
    trial = table(b, TRIAL_TABLE)
    length = courses[tour, LENGTH]
    for j in range(place):
        trial[j, VISIT] = tour_visits[tour, j]
        trial[j, PAIR] = tour_pairs[tour, j]
        trial[j, START] = placed[tour_visits[tour, j], 0]
    trial[place, VISIT] = visit
    trial[place, PAIR] = pair
    trial[place, START] = at
    for j in range(place, length):
        trial[j + 1, VISIT] = tour_visits[tour, j]
        trial[j + 1, PAIR] = tour_pairs[tour, j]
        trial[j + 1, START] = placed[tour_visits[tour, j], 0]
    return length + 1


@inner
def lay_tour(b, tour):
    """The tour as it is now is laid out for trial."""
    placed = table(b, PLACED_TABLE)
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    tour_pairs = table(b, TOUR_PAIRS_TABLE)
    trial = table(b, TRIAL_TABLE)
    for j in range(courses[tour, LENGTH]):
        trial[j, VISIT] = tour_visits[tour, j]
        trial[j, PAIR] = tour_pairs[tour, j]
        trial[j, START] = placed[tour_visits[tour, j], 0]
    return courses[tour, LENGTH]


@inner
def set_tour(b, tour, length):
    """The trial becomes the tour, if it can be timed; answers whether."""

    travel_points = b[TRAVEL_POINTS, 0]
    placed = table(b, PLACED_TABLE)
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    tour_pairs = table(b, TOUR_PAIRS_TABLE)
    tour_early = table(b, TOUR_EARLY_TABLE)
    trial = table(b, TRIAL_TABLE)
    count = row(b, COUNT_ROW)
    points, ways = time_tour(b, tour, length), count[TRIAL_WAYS]
    if points >= INFEASIBLE:
        return False
    keep_tour(b, tour)
    courses[tour, LENGTH] = length
    for k in range(length):
        tour_visits[tour, k] = trial[k, VISIT]
        tour_pairs[tour, k] = trial[k, PAIR]
        placed[trial[k, VISIT], 0] = trial[k, START]
        tour_early[tour, k] = trial[k, EARLY]
    _set_latest(b, tour)
    count[POINTS] += points - courses[tour, START_POINTS] + travel_points * (ways - courses[tour, WAY])
    courses[tour, START_POINTS] = points
    count_ways(b, tour, ways)
    return True


@inner
def _set_latest(b, tour):
    """Latest starts, from the last visit to the first."""
    needs = table(b, NEED_TABLE)
    visits = table(b, VISIT_TABLE)
    volunteers = table(b, VOLUNTEER_TABLE)
    tours = table(b, TOUR_TABLE)
    pairs = table(b, PAIR_TABLE)
    days = b[DAYS, 0]
    placed = table(b, PLACED_TABLE)
    courses = table(b, COURSE_TABLE)
    tour_visits = table(b, TOUR_VISITS_TABLE)
    tour_pairs = table(b, TOUR_PAIRS_TABLE)
    tour_late = table(b, TOUR_LATE_TABLE)
    way_table = way_row(b)
    volunteer = tours[tour, TOUR_VOLUNTEER]
    origin, size = volunteers[volunteer, VOLUNTEER_WAY], volunteers[volunteer, VOLUNTEER_WAY_SIZE]
    following, until = volunteers[volunteer, VOLUNTEER_BASE], tours[tour, TOUR_END]
    for k in range(courses[tour, LENGTH] - 1, -1, -1):
        visit, here = tour_visits[tour, k], pairs[tour_pairs[tour, k], PAIR_PLACE]
        latest = until - way_table[origin + here * size + following] - needs[visit // days, NEED_MINUTES]
        until = placed[visit, 0] if visits[visit, VISIT_FIXED] else last_start(b, visit, latest)
        tour_late[tour, k] = until
        following = here


@inner
def best_place(b, tour, visit, pair, at):
    """The cheapest place for the visit on the tour: (place, points it adds in starts and ways); INFEASIBLE if there is none.

    A place is timed only if the visit fits between the earliest end before it and the latest start after it, and if its
    detour alone is not dearer than what was found.
    """

    limits = table(b, LIMIT_TABLE)
    sums = table(b, SUM_TABLE)
    needs = table(b, NEED_TABLE)
    volunteers = table(b, VOLUNTEER_TABLE)
    tours = table(b, TOUR_TABLE)
    pairs = table(b, PAIR_TABLE)
    days = b[DAYS, 0]
    travel_points = b[TRAVEL_POINTS, 0]
    courses = table(b, COURSE_TABLE)
    tour_pairs = table(b, TOUR_PAIRS_TABLE)
    tour_early = table(b, TOUR_EARLY_TABLE)
    tour_late = table(b, TOUR_LATE_TABLE)
    way_table = way_row(b)
    count = row(b, COUNT_ROW)
    best, cheapest = NOWHERE, INFEASIBLE
    volunteer, day = tours[tour, TOUR_VOLUNTEER], tours[tour, TOUR_DAY]
    minutes, here = needs[visit // days, NEED_MINUTES], pairs[pair, PAIR_PLACE]
    origin, size, base = (
        volunteers[volunteer, VOLUNTEER_WAY],
        volunteers[volunteer, VOLUNTEER_WAY_SIZE],
        volunteers[volunteer, VOLUNTEER_BASE],
    )
    spare = min(
        limits[volunteer, 0 * 3 + TRAVEL] - courses[tour, WAY],
        limits[volunteer, (1 + day) * 3 + TRAVEL] - sums[volunteer, day * 3 + TRAVEL],
        limits[volunteer, (1 + days) * 3 + TRAVEL] - sums[volunteer, days * 3 + TRAVEL],
    )
    length = courses[tour, LENGTH]
    before, ready = base, tours[tour, TOUR_START]
    for place in range(length + 1):
        after, until = base, tours[tour, TOUR_END]
        if place < length:
            after, until = pairs[tour_pairs[tour, place], PAIR_PLACE], tour_late[tour, place]
        way_in = np.int64(way_table[origin + before * size + here])
        way_out = np.int64(way_table[origin + here * size + after])
        longer = way_in + way_out
        if length > 0:
            longer -= np.int64(way_table[origin + before * size + after])
        earliest = ready + way_in
        if at == NOWHERE:
            earliest = first_start(b, visit, earliest)
        elif earliest <= at:
            earliest = at
        else:
            earliest = INFEASIBLE
        if earliest + minutes + way_out <= until and longer <= spare and travel_points * longer < cheapest:
            points = time_tour(b, tour, lay_trial(b, tour, visit, pair, at, place))
            if points < INFEASIBLE:
                points += travel_points * (count[TRIAL_WAYS] - courses[tour, WAY]) - courses[tour, START_POINTS]
                if points < cheapest:
                    best, cheapest = place, points
        if place < length:
            before, ready = after, tour_early[tour, place]
    return best, cheapest

"""The search state: tours as sequences, starts, and every sum that the points and limits need; it belongs to one search.

Symbols are those of `matcher.waist.instance`; L is the longest tour, K the largest crew that can be sent at all.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.search.tables import NEED_LEAST, NEED_PATTERN, Tables
from matcher.waist.instance import MINUTES, VISITS, Instance, Points

NOWHERE = -1

POINTS, OPEN, TOURS_KEPT, VISITS_KEPT, BEST_POINTS, AT_BEST, TODO, TRIAL_WAYS, EXTRA = range(9)
"""Entries of `counter`: points now, open needs, lengths of both journals, fewest points so far, whether the state is that best
plan (else `best_placed` holds it), needs to insert again, travel minutes of the tour under trial, weights of open needs."""
MASK, FACES, OPEN_PLACE, WEIGHT = range(4)
"""Columns of `need`: dates served, different volunteers, where the need stands in `open_need`, what it weighs while it is open."""
LENGTH, WAY, START_POINTS = range(3)
"""Columns of `tour`: visits, travel minutes, points of the starts that the tour chose."""
VISIT, PAIR, START, EARLY = range(4)
"""Columns of `trial`; EARLY is the earliest end of the visit, whatever the starts chosen."""
END, COST, BEGIN, PARENT = range(4)
"""Entries of a label."""
CHOSEN_PAIR, CHOSEN_TOUR, TRIED_PAIR, TRIED_TOUR, TRIED_POINTS = range(5)
"""Rows of `crew`, an entry per member."""
GAIN, AT_VISIT, AT_START, SECOND = range(4)
"""Entries of `best`: points of the cheapest insertion, its visit, its start if fixed, points of the runner-up."""

LABELS = 6
"""Different (end, points) kept while a tour is timed; the earliest end is always among them."""


class State(NamedTuple):
    """Arrays that compiled code changes in place."""

    placed: Points  # [N × D, 1 + 2K] start of the visit or NOWHERE, then pair and tour of each member
    tour: Points  # [T, 3]
    tour_visit: Points  # [T, L]
    tour_pair: Points  # [T, L]
    tour_early: Points  # [T, L] earliest end of each visit, all before it as early as can be
    tour_late: Points  # [T, L] latest start of each visit, all after it as late as can be
    sums: Points  # [V, (D + 1) × 3] visits, minutes, travel per date; the last three are the week's
    need: Points  # [N, 4]
    open_need: Points  # [N] needs of which a further visit may save points, in the first counter[OPEN] places
    cadre_visits: Points  # [C]
    pair_visits: Points  # [P]
    counter: Points  # [9]
    random: Points  # [1]
    kept_tour: (
        Points  # [J, 4 + 5L] journal of a move: tour, its row of `tour`, its visits, pairs, starts, early and late
    )
    kept_visit: Points  # [J, 2 + 2K] visit, its row of `placed`
    trial: Points  # [L + 1, 4] the tour under trial
    label: Points  # [L + 2, LABELS × 4]
    best: Points  # [4]
    crew: Points  # [5, K + 1] the crew of the best insertion, and one under trial with its reserve
    todo: Points  # [64] needs to insert again
    regret: Points  # [N] while the first roster is made
    best_placed: Points  # [N × D, 1 + 2K] `placed` of the best plan kept


def empty_state(instance: Instance, tables: Tables, seed: int) -> State:
    """A state without visits; its points are those of serving nobody."""
    visits, days = instance.needs * instance.days, instance.days
    crew = int(instance.need_crew[instance.need_crew <= np.diff(instance.need_pair_ptr)].max(initial=1))
    longest, journal = _longest_tour(instance), 96 + 8 * crew
    nothing = instance.pattern_points[instance.need_pattern, 0]
    opened = np.nonzero(_lacking(instance, tables))[0]
    state = State(
        placed=np.full((visits, 1 + 2 * crew), NOWHERE, dtype=np.int64),
        tour=_zeros(instance.tours, 3),
        tour_visit=_zeros(instance.tours, longest),
        tour_pair=_zeros(instance.tours, longest),
        tour_early=_zeros(instance.tours, longest),
        tour_late=_zeros(instance.tours, longest),
        sums=_zeros(instance.volunteers, (days + 1) * 3),
        need=_zeros(instance.needs, 4),
        open_need=_zeros(instance.needs),
        cadre_visits=_zeros(len(instance.cadre_apart)),
        pair_visits=_zeros(instance.pairs),
        counter=np.zeros(9, dtype=np.int64),
        random=np.array([(seed * 0x9E3779B97F4A7C15 + 0x2545F4914F6CDD1D) % (1 << 63) or 1], dtype=np.int64),
        kept_tour=_zeros(journal, 4 + 5 * longest),
        kept_visit=_zeros(journal, 2 + 2 * crew),
        trial=_zeros(longest + 1, 4),
        label=_zeros(longest + 2, LABELS * 4),
        best=np.zeros(4, dtype=np.int64),
        crew=_zeros(5, crew + 1),
        todo=_zeros(64),
        regret=_zeros(instance.needs),
        best_placed=np.full((visits, 1 + 2 * crew), NOWHERE, dtype=np.int64),
    )
    state.need[:, OPEN_PLACE] = NOWHERE
    state.need[opened, OPEN_PLACE] = np.arange(len(opened))
    state.open_need[: len(opened)] = opened
    state.counter[OPEN] = len(opened)
    state.counter[AT_BEST] = 1
    state.counter[POINTS] = state.counter[BEST_POINTS] = (
        nothing.sum()
        + instance.cadre_unserved_points.sum()
        + instance.load_points[instance.volunteer_load, 0].sum()
        + instance.changed_points * np.count_nonzero(instance.published_start >= 0)
    )
    return state


def _lacking(instance: Instance, tables: Tables) -> NDArray[np.bool_]:
    """Needs of which a first visit may save points: of the pattern, or of a cadre whom nobody serves (see `lacks`)."""
    row, least = tables.need[: instance.needs, [NEED_PATTERN, NEED_LEAST]].T
    need = np.repeat(np.arange(instance.needs), np.diff(instance.need_cadre_ptr))
    unserved = np.bincount(need, instance.cadre_unserved_points[instance.need_cadre], instance.needs)
    lacking: NDArray[np.bool_] = (tables.pattern[row, 0] > least) | ((tables.extends[row, 0] != 0) & (unserved > 0))
    return lacking


def _longest_tour(instance: Instance) -> int:
    """Visits that the longest tour can hold: by its limits, and by the shortest visits in its minutes."""
    if not instance.needs or not instance.tours:
        return 1
    shortest = max(1, int(instance.need_minutes.min()))
    by_time = (instance.tour_end - instance.tour_start) // shortest
    of_tour = instance.limits(instance.tour_volunteer, instance.tour_day).min(axis=1)
    by_limit, by_minutes = of_tour[:, VISITS], of_tour[:, MINUTES] // shortest
    most = np.minimum(np.minimum(by_time, by_limit), np.minimum(by_minutes, instance.needs))
    return max(1, int(most.max()))


def _zeros(*shape: int) -> Points:
    return np.zeros(shape, dtype=np.int64)

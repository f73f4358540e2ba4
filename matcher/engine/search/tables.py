"""The instance as a dozen tables, a row per need, visit, tour, …: what one step of the search reads lies side by side.

Column names start with the row they belong to. `*_PTR` columns point into `link` (or `span`); a list ends where the next
row's begins.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.plan import Plan
from matcher.waist.instance import FORBIDDEN, UNLIMITED, Instance, Ints, Points

NEED_MINUTES, NEED_CREW, NEED_PATTERN, NEED_LEAST, NEED_FREE_FACES, NEED_ENTANGLED, NEED_CADRE_PTR, NEED_PAIR_PTR = (
    range(8)
)
"""NEED_PATTERN: its row of `pattern` and `extends`. NEED_LEAST: points of the best pattern that is possible.
NEED_ENTANGLED: a cadre of the need has other visits to keep apart, or volunteers."""
VISIT_SPAN_PTR, VISIT_PUBLISHED, VISIT_PUBLISHED_PTR, VISIT_FIXED, VISIT_PINNED, VISIT_GIVEN, VISIT_GIVEN_PTR = range(7)
"""VISIT_FIXED: its start is not the tour's to choose: crews start together, pinned visits stand.
VISIT_GIVEN: the start with which the first roster begins, and VISIT_GIVEN_PTR the volunteers."""
SPAN_FIRST, SPAN_LAST, SPAN_POINTS = range(3)
CADRE_NEED_PTR, CADRE_UNSERVED, CADRE_APART, CADRE_VOLUNTEER = range(4)
VOLUNTEER_CADRE, VOLUNTEER_LOAD, VOLUNTEER_TOUR_PTR, VOLUNTEER_WAY, VOLUNTEER_WAY_SIZE, VOLUNTEER_BASE = range(6)
TOUR_VOLUNTEER, TOUR_DAY, TOUR_START, TOUR_END = range(4)
PAIR_VOLUNTEER, PAIR_NEED, PAIR_DAYS, PAIR_POINTS, PAIR_PLACE = range(5)


class Tables(NamedTuple):
    """Read-only; see `Instance` for the meaning of what the columns are named after."""

    days: int
    grid: int
    travel_points: int
    face_points: int
    changed_points: int
    moved_points: int
    need: Points  # [N + 1, 8]
    visit: Points  # [N × D + 1, 7]
    span: Points  # [S, 3]
    cadre: Points  # [C + 1, 4]
    volunteer: Points  # [V + 1, 6]
    limit: Points  # [V, (1 + D + 1) × 3 quantities] of a tour, each date, the week
    tour: Points  # [T, 4]
    pair: Points  # [P, 5]
    link: Points  # cadres of needs, needs of cadres, pairs of needs, volunteers of published and of given visits, end to end
    pattern: Points  # [Q, 2^D] a row for each class of patterns and set of possible dates
    extends: Points  # [Q, 2^D] possible dates that may be added to a pattern for no points
    load: Points  # [K, M + 1]
    way: NDArray[np.uint16]


def tables_of(instance: Instance, start: Plan | None = None) -> Tables:
    """Lay the tables; the first roster is to begin with the visits of `start`, if one is given."""
    given_start, given_ptr, given_volunteer = _given(instance, start)
    link, offsets = [], [0]
    for part in (
        instance.need_cadre,
        instance.cadre_need,
        instance.need_pair,
        instance.published_volunteer,
        given_volunteer,
    ):
        link.append(part)
        offsets.append(offsets[-1] + len(part))
    (patterns, dates), need_pattern = _pattern_rows(instance)
    pattern = instance.pattern_points[patterns]
    crewed = np.repeat(instance.need_crew > 1, instance.days) | instance.pinned
    tables = Tables(
        instance.days,
        instance.grid,
        instance.travel_points,
        instance.face_points,
        instance.changed_points,
        instance.moved_points,
        need=_columns(
            instance.need_minutes,
            instance.need_crew,
            need_pattern,
            _least(pattern, dates)[need_pattern],
            instance.free_faces,
            _entangled(instance),
            instance.need_cadre_ptr + offsets[0],
            instance.need_pair_ptr + offsets[2],
        ),
        visit=_columns(
            instance.start_ptr,
            instance.published_start,
            instance.published_ptr + offsets[3],
            crewed,
            instance.pinned,
            given_start,
            given_ptr + offsets[4],
        ),
        span=_columns(instance.start_first, instance.start_last, instance.start_points),
        cadre=_columns(
            instance.cadre_need_ptr + offsets[1],
            instance.cadre_unserved_points,
            instance.cadre_apart,
            instance.cadre_volunteer,
        ),
        volunteer=_columns(
            instance.volunteer_cadre,
            instance.volunteer_load,
            instance.volunteer_tour_ptr,
            instance.way_start,
            instance.way_size,
            instance.base_place,
        ),
        limit=instance.limit.astype(np.int64).reshape(-1, 3 * (instance.days + 2)),
        tour=_columns(instance.tour_volunteer, instance.tour_day, instance.tour_start, instance.tour_end),
        pair=_columns(
            instance.pair_volunteer, instance.pair_need, instance.pair_days, instance.pair_points, instance.pair_place
        ),
        link=np.concatenate(link).astype(np.int64),
        pattern=pattern,
        extends=_extends(pattern) & dates[:, None],
        load=instance.load_points,
        way=instance.way,
    )
    for table in tables:
        if isinstance(table, np.ndarray):
            table.setflags(write=False)
    return tables


def _given(instance: Instance, start: Plan | None) -> tuple[Ints, Ints, Ints]:
    """Start (or -1) of each visit with which to begin, and a CSR list of volunteers: pinned visits as published, others of `start`."""
    if start is None:
        return instance.published_start, instance.published_ptr, instance.published_volunteer
    at = np.where(instance.pinned, instance.published_start, -1)
    crews: list[Ints] = [instance.published_volunteer[:0]] * len(at)
    for visit in np.nonzero(instance.pinned)[0].tolist():
        crews[visit] = instance.published_volunteer[instance.published_ptr[visit] : instance.published_ptr[visit + 1]]
    for k, visit in enumerate(start.visit.tolist()):
        if not instance.pinned[visit]:
            at[visit] = start.start[k]
            crews[visit] = start.volunteer[start.volunteer_ptr[k] : start.volunteer_ptr[k + 1]]
    ptr = np.concatenate(([0], np.cumsum([len(crew) for crew in crews], dtype=np.int64)))
    return at, ptr.astype(np.int32), np.concatenate((instance.published_volunteer[:0], *crews))


def _columns(*columns: NDArray[np.generic]) -> Points:
    """Columns side by side; shorter ones are filled with zeros below."""
    rows = max(len(column) for column in columns)
    table = np.zeros((rows, len(columns)), dtype=np.int64)
    for place, column in enumerate(columns):
        table[: len(column), place] = np.minimum(column, UNLIMITED)
    return table


def _pattern_rows(instance: Instance) -> tuple[Points, Points]:
    """Class of patterns and bit mask of possible dates, for each row [2, Q], and the row of each need [N].

    A date is possible if a visit may start on it and enough volunteers may come, or if one is published for it.
    """
    days = instance.days
    able = np.stack(
        [np.bincount(instance.pair_need, instance.pair_days >> day & 1, instance.needs) for day in range(days)], axis=1
    )
    starts = (np.diff(instance.start_ptr) > 0).reshape(-1, days)
    possible = (starts & (able >= instance.need_crew[:, None])) | (instance.published_start >= 0).reshape(-1, days)
    dates = (possible.astype(np.int64) << np.arange(days)).sum(axis=1)
    rows, row = np.unique(np.stack((instance.need_pattern, dates)), axis=1, return_inverse=True)
    return rows, row.reshape(-1)


def _least(pattern: Points, dates: Points) -> Points:
    """Points of the best pattern of each row on its dates."""
    within = np.arange(pattern.shape[1]) & ~dates[:, None] == 0
    least: Points = np.where(within, pattern, FORBIDDEN).min(axis=1, initial=FORBIDDEN)
    return least


def _extends(pattern: Points) -> Points:
    """Bit d of extends[k, m]: date d may be added to pattern m of row k, and that costs no points."""
    masks = np.arange(pattern.shape[1])
    extends = np.zeros(pattern.shape, dtype=np.int64)
    for day in range(len(masks).bit_length() - 1):
        more = masks | 1 << day
        free = (more != masks) & (pattern[:, more] <= pattern[:, masks]) & (pattern[:, more] < FORBIDDEN)
        extends |= np.where(free, 1 << day, 0).astype(np.int64)
    return extends


def _entangled(instance: Instance) -> NDArray[np.bool_]:
    cadre = (instance.cadre_apart & (np.diff(instance.cadre_need_ptr) > 1)) | (instance.cadre_volunteer >= 0)
    entangled = np.zeros(instance.needs, dtype=np.bool_)
    need = np.repeat(np.arange(instance.needs), np.diff(instance.need_cadre_ptr))
    np.logical_or.at(entangled, need, cadre[instance.need_cadre])
    return entangled

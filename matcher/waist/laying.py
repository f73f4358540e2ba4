"""From the waist to the instance: drop pairs that no date can use, tabulate ways, renumber, freeze."""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matcher.domain.clock import MINUTES_PER_DAY
from matcher.travel import travel_times
from matcher.waist.instance import Instance, Ints, frozen
from matcher.waist.waist import Waist
from matcher.waist.ways import WayTables, way_tables


def lay(waist: Waist) -> Instance:
    """The immutable instance of all that the rules said."""
    problem = waist.problem
    needs, volunteers, days = len(problem.needs), len(problem.volunteers), waist.days
    minutes = np.array([need.minutes for need in problem.needs], dtype=np.int32)
    tours = np.array(sorted(waist.tours), dtype=np.int32).reshape(-1, 3)
    start_ptr, starts = _starts(waist)
    alone = _days_alone(waist, tours, minutes, start_ptr, starts)
    pair_days = waist.pair_days & alone
    kept = np.nonzero(pair_days)[0]
    pair_volunteer, pair_need = waist.pairs.volunteer[kept], waist.pairs.need[kept]
    tables, pair_place = _ways(waist, pair_volunteer, pair_need)
    by_need = np.lexsort((pair_volunteer, pair_need)).astype(np.int32)
    pattern_points, need_pattern = _classes(waist.pattern_points)
    load_points, volunteer_load = _load_classes(waist.load_points)
    need_cadre_ptr, need_cadre = _csr([waist.cadre_position[c] for c in need.cadres] for need in problem.needs)
    serving: list[list[int]] = [[] for _ in waist.cadre_position]
    for need, document in enumerate(problem.needs):
        for cadre in document.cadres:
            serving[waist.cadre_position[cadre]].append(need)
    cadre_need_ptr, cadre_need = _csr(serving)
    volunteer_cadre = np.full(volunteers, -1, dtype=np.int32)
    one_person = np.nonzero(waist.cadre_volunteer >= 0)[0]
    volunteer_cadre[waist.cadre_volunteer[one_person]] = one_person
    nobody: tuple[int, tuple[int, ...]] = (-1, ())
    published = [waist.baseline.get(visit, nobody) for visit in range(needs * days)]
    published_ptr, published_volunteer = _csr(who for _, who in published)
    return frozen(
        days,
        problem.grid_minutes,
        minutes,
        waist.crew,
        need_pattern,
        pattern_points,
        need_cadre_ptr,
        need_cadre,
        start_ptr,
        starts[:, 0].copy(),
        starts[:, 1].copy(),
        starts[:, 2].copy(),
        cadre_need_ptr,
        cadre_need,
        waist.cadre_unserved_points,
        waist.cadre_apart,
        waist.cadre_volunteer,
        volunteer_cadre,
        waist.limits,
        volunteer_load,
        load_points,
        _ptr(tours[:, 0], volunteers),
        tours[:, 0].copy(),
        tours[:, 1] // MINUTES_PER_DAY,
        tours[:, 1].copy(),
        tours[:, 2].copy(),
        _ptr(pair_volunteer, volunteers),
        pair_volunteer,
        pair_need,
        pair_days[kept],
        waist.pair_points[kept],
        pair_place,
        _ptr(pair_need[by_need], needs),
        by_need,
        tables.way,
        tables.start,
        tables.size,
        tables.base,
        waist.travel_points,
        waist.face_points,
        waist.free_faces,
        np.array([start for start, _ in published], dtype=np.int32),
        published_ptr,
        published_volunteer,
        np.array([visit in waist.pinned for visit in range(needs * days)], dtype=np.bool_),
        waist.changed_points,
        waist.moved_points,
    )


def _starts(waist: Waist) -> tuple[Ints, Ints]:
    """Spans of every visit: CSR pointer and rows `(first, last, points)`."""
    spans = [
        list(waist.starts[visit].priced(waist.start_charges.get(visit, ()))) if visit in waist.starts else []
        for visit in range(len(waist.problem.needs) * waist.days)
    ]
    ptr = np.concatenate(([0], np.cumsum([len(of_visit) for of_visit in spans], dtype=np.int64))).astype(np.int32)
    return ptr, np.array(list(chain.from_iterable(spans)), dtype=np.int32).reshape(-1, 3)


def _days_alone(waist: Waist, tours: Ints, minutes: Ints, start_ptr: Ints, starts: Ints) -> Ints:
    """Per pair, the dates on which the volunteer with nothing else to do could serve the need.

    A start s fits a tour [a, b) if a + way out ≤ s and s + service minutes + way back ≤ b. Where ways may break the
    triangle inequality another visit could shorten them, so there they count as 0.
    """
    pairs = waist.pairs
    out, back = np.zeros(len(pairs.need), dtype=np.int32), np.zeros(len(pairs.need), dtype=np.int32)
    modes = np.array([volunteer.mode for volunteer in waist.problem.volunteers], dtype=object)
    for mode, travel in travel_times(waist.problem).items():
        of_mode = np.nonzero(modes[pairs.volunteer] == mode)[0]
        if waist.ways_matter and travel.obeys_triangle and len(of_mode):
            home, base = waist.places.of_need[pairs.need[of_mode]], waist.places.of_volunteer[pairs.volunteer[of_mode]]
            out[of_mode] = pairs.way_from_base[of_mode]
            back[of_mode] = travel.among(waist.places.places)(home, base)
    tour_ptr = _ptr(tours[:, 0], len(modes))
    tours_of_pair = np.diff(tour_ptr)[pairs.volunteer]
    pair = np.repeat(np.arange(len(pairs.need), dtype=np.int32), tours_of_pair)
    tour = _expanded(tour_ptr[pairs.volunteer], tours_of_pair)
    day = tours[tour, 1] // MINUTES_PER_DAY
    visit = pairs.need[pair] * waist.days + day
    earliest = tours[tour, 1] + out[pair]
    latest = tours[tour, 2] - back[pair] - minutes[pairs.need[pair]]
    fits = np.zeros(len(pair), dtype=np.bool_)
    spans_of_visit = np.diff(start_ptr)
    for nth in range(int(spans_of_visit.max(initial=0))):
        rows = np.nonzero(spans_of_visit[visit] > nth)[0]
        span = starts[start_ptr[visit[rows]] + nth]
        step = waist.problem.grid_minutes
        start = span[:, 0] + np.maximum(0, -((span[:, 0] - earliest[rows]) // step)) * step
        fits[rows] |= start <= np.minimum(span[:, 1], latest[rows])
    days = np.zeros(len(pairs.need), dtype=np.int32)
    np.bitwise_or.at(days, pair[fits], (1 << day[fits]).astype(np.int32))
    return days


def _ways(waist: Waist, volunteer: Ints, need: Ints) -> tuple[WayTables, Ints]:
    if waist.ways_matter or waist.travel_points:
        return way_tables(waist.problem, waist.places, volunteer, need)
    volunteers = len(waist.problem.volunteers)
    nowhere = np.zeros(volunteers, dtype=np.int32)
    return WayTables(np.zeros(1, dtype=np.uint16), nowhere.astype(np.int64), nowhere + 1, nowhere), np.zeros_like(need)


def _classes(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], Ints]:
    """Different rows once, and the class of each."""
    if not len(rows):
        return rows, np.empty(0, dtype=np.int32)
    classes, of_row = np.unique(rows, axis=0, return_inverse=True)
    return np.ascontiguousarray(classes), of_row.astype(np.int32).ravel()


def _load_classes(curves: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], Ints]:
    size = max((len(curve) for curve in curves), default=1)
    position: dict[bytes, int] = {}
    classes: list[NDArray[np.int64]] = []
    of_volunteer = np.empty(len(curves), dtype=np.int32)
    for volunteer, curve in enumerate(curves):
        if curve.tobytes() not in position:
            position[curve.tobytes()] = len(classes)
            classes.append(np.pad(curve, (0, size - len(curve)), mode="edge"))
        of_volunteer[volunteer] = position[curve.tobytes()]
    return np.array(classes, dtype=np.int64).reshape(-1, size), of_volunteer


def _csr(lists: Iterable[Sequence[int]]) -> tuple[Ints, Ints]:
    lists = list(lists)
    ptr = np.concatenate(([0], np.cumsum([len(part) for part in lists], dtype=np.int64))).astype(np.int32)
    return ptr, np.array(list(chain.from_iterable(lists)), dtype=np.int32)


def _ptr(ascending: NDArray[np.integer], size: int) -> Ints:
    return np.searchsorted(ascending, np.arange(size + 1)).astype(np.int32)


def _expanded(first: Ints, count: Ints) -> Ints:
    """first[i], first[i] + 1, … (count[i] of them) for every i."""
    ends = np.cumsum(count)
    return (np.arange(count.sum()) - np.repeat(ends - count, count) + np.repeat(first, count)).astype(np.int32)

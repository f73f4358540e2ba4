"""A visit of lower priority makes room: it is given up, with its whole crew, and the new need takes what that frees."""

from collections.abc import Iterator

import numpy as np

from matcher.engine.match import crews, single
from matcher.engine.match.board import Board
from matcher.engine.match.fits import Fit
from matcher.engine.match.fitting import INFEASIBLE
from matcher.engine.match.scene import Scene
from matcher.engine.match.standing import Standing, busy_on
from matcher.engine.match.stops import LEG, MINUTES, START, START_POINTS
from matcher.waist.instance import FORBIDDEN, TRAVEL, Flags

SERVICE = 1
"""Column of sums: service minutes."""


def displacing(board: Board, may_go: Flags) -> list[Fit]:
    """The best fit for each visit (a flag per visit) given up, at starts at which the need does not fit otherwise."""
    scene, found = board.scene, []
    for visit in _in_the_way(scene, may_go):
        lost = points_lost(scene.standing, visit)
        if lost is None:
            continue
        cleared = Board.of(scene.without(visit), 0)
        fits = _only_then(board, cleared)
        found += [fit._replace(points=fit.points + lost) for fit in fits]
    return found


def points_lost(standing: Standing, visit: int) -> int | None:
    """Points of giving up a visit; None where what is left could not stand."""
    instance = standing.instance
    need, day = divmod(visit, instance.days)
    stops = list(standing.members[visit])
    pattern = instance.pattern_points[instance.need_pattern[need]]
    dates = {other: k for k in range(instance.days) if (other := need * instance.days + k) in standing.members}
    mask = sum(1 << k for k in dates.values())
    if pattern[mask & ~(1 << day)] >= FORBIDDEN:
        return None
    points = int(pattern[mask & ~(1 << day)] - pattern[mask] - standing.stop[stops[0], START_POINTS])
    for cadre in instance.need_cadre[instance.need_cadre_ptr[need] : instance.need_cadre_ptr[need + 1]].tolist():
        if not any(standing.visits_of_cadre(cadre, visit)):
            points += int(instance.cadre_unserved_points[cadre])
    faces = [{int(instance.pair_volunteer[standing.stop_pair[k]]) for k in standing.members[other]} for other in dates]
    others = [{*()}, *(who for who, other in zip(faces, dates, strict=True) if other != visit)]
    free = int(instance.free_faces[need])
    beyond = [max(0, len(set().union(*group)) - free) for group in (others, faces)]
    points += instance.face_points * (beyond[0] - beyond[1])
    for k in stops:
        of_member = _points_of_member(standing, visit, k)
        if of_member is None:
            return None
        points += of_member
    return points + _points_of_change(standing, visit)


def _points_of_member(standing: Standing, visit: int, k: int) -> int | None:
    """Of a volunteer who need not come: the pair, the load and the ways; None where the tour without it can't stand."""
    instance = standing.instance
    pair = standing.stop_pair[k]
    volunteer, minutes = int(instance.pair_volunteer[pair]), int(standing.stop[k, MINUTES])
    tour = int(np.searchsorted(standing.tour_stop_ptr, k, side="right") - 1)
    left, back = standing.tour(tour, visit)
    longer = int(left[:, LEG].sum()) + back - int(standing.tour_sums[tour, TRAVEL])
    day = int(instance.tour_day[tour])
    sums = standing.tour_sums[tour], standing.sums[volunteer, day], standing.sums[volunteer, -1]
    limits = instance.limits(volunteer, day)[:, TRAVEL]
    if any(of[TRAVEL] + longer > most for of, most in zip(sums, limits, strict=True)):
        return None
    free = int(instance.tour_start[tour])
    for stop in left:
        if free + stop[LEG] > stop[START]:
            return None
        free = int(stop[START] + stop[MINUTES])
    received = standing.received.get(volunteer, ())
    if free + back > instance.tour_end[tour] or any(
        max(begin, start) < min(until, end) for start, end, _ in received for begin, until in busy_on(left, back)
    ):
        return None
    served = int(standing.sums[volunteer, -1, SERVICE])
    load = standing.load_points(volunteer, served - minutes) - standing.load_points(volunteer, served)
    return load - int(instance.pair_points[pair]) + instance.travel_points * longer


def _points_of_change(standing: Standing, visit: int) -> int:
    """Of a published visit that is cancelled."""
    instance = standing.instance
    published = int(instance.published_start[visit])
    first, end = instance.published_ptr[visit], instance.published_ptr[visit + 1]
    here = sorted(int(instance.pair_volunteer[standing.stop_pair[k]]) for k in standing.members[visit])
    if published < 0 or here != instance.published_volunteer[first:end].tolist():
        return 0
    moved = standing.stop[standing.members[visit][0], START] != published
    return instance.changed_points - (instance.moved_points if moved else 0)


def _in_the_way(scene: Scene, may_go: Flags) -> Iterator[int]:
    """Visits of all who may come, of the need's cadres, and of those of them who are out themselves."""
    standing, column = scene.standing, scene.column
    who = {int(volunteer) for volunteer in column.volunteer}
    who |= {served.helper for served in column.served if served.helper >= 0}
    stops, _ = standing.stops_of(np.array(sorted(who), dtype=np.int32))
    visits = set(standing.stop_visit[stops].tolist())
    for served in column.served:
        if served.cadre >= 0:
            visits |= {visit for _, _, visit in standing.visits_of_cadre(served.cadre)}
    return (visit for visit in sorted(visits) if may_go[visit] and not standing.instance.pinned[visit])


def _only_then(board: Board, cleared: Board) -> list[Fit]:
    """The best fit at a start at which there is none without giving up the visit."""
    before = np.full(cleared.cost.shape, INFEASIBLE, dtype=np.int64)
    _, was, now = np.intersect1d(board.starts, cleared.starts, assume_unique=True, return_indices=True)
    before[now] = board.cost[was]
    size = cleared.scene.column.crew
    if size == 1:
        return single.undisturbed(cleared, 1, before >= INFEASIBLE)
    together = (before < INFEASIBLE).sum(axis=1) >= size
    cost = np.where(together[:, None], INFEASIBLE, cleared.cost)
    return crews.undisturbed(cleared._replace(cost=cost), 1)

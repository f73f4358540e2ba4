"""Several must come together: the cheapest crews of all starts, one after another.

At a start, the k cheapest of n volunteers sorted by points are the best crew. Each further crew is reached from a cheaper
one by putting a member's next neighbour in their place, so a heap of crews under way yields them in order (as k smallest
sums do in Frederickson and Johnson, 1982).
"""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush

import numpy as np

from matcher.domain.clock import MINUTES_PER_DAY
from matcher.engine.match.board import Board
from matcher.engine.match.fits import Fit
from matcher.engine.match.fitting import INFEASIBLE
from matcher.waist.instance import Points


def undisturbed(board: Board, top: int | None) -> list[Fit]:
    """Starts in a row that are equally good for a crew in its places are one fit."""
    found: list[Fit] = []
    told: set[tuple[int, tuple[int, ...]]] = set()
    column = board.scene.column
    displaced = (board.scene.gone,) if board.scene.gone >= 0 else ()
    for points, q, pairs in crews(board, board.cost):
        if top is not None and len(found) >= top:
            break
        if (q, pairs) in told:
            continue
        its = list(pairs)
        last = q + _as_good(board, points, q, its)
        told.update((k, pairs) for k in range(q + 1, last + 1))
        who = tuple(sorted(column.volunteer[its].tolist()))
        found.append(Fit(points, displaced, (), int(board.starts[q]), int(board.starts[last]), who))
    return found


def _as_good(board: Board, points: int, q: int, pairs: list[int]) -> int:
    """How many starts in a row after start q are as good for a crew in its places."""
    following = board.starts[q:]
    same = following == following[0] + board.scene.standing.instance.grid * np.arange(len(following))
    same &= board.cost[q:, pairs].sum(axis=1) + board.visit_points[q:] == points
    same &= (board.place[q:, pairs] == board.place[q, pairs]).all(axis=1)
    return len(following) - 1 if same.all() else int(same.argmin()) - 1


def shifted(board: Board, top: int | None, dearest: int) -> list[Fit]:
    """Crews of whom some have to move other visits a little, up to so many points, if that is cheaper than what the same crew
    could do on that date undisturbed; each crew once a place."""
    day = board.starts // MINUTES_PER_DAY
    either = np.minimum(board.cost, board.shift_cost)
    must_move = board.shift_cost < board.cost
    found: list[Fit] = []
    told: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    for points, q, pairs in crews(board, either):
        if points > dearest or (top is not None and len(found) >= top):
            break
        movers = [pair for pair in pairs if must_move[q, pair]]
        places = tuple(int((board.shift_place if must_move[q, pair] else board.place)[q, pair]) for pair in pairs)
        if not movers or (pairs, places) in told:
            continue
        told.add((pairs, places))
        that_day = day == day[q]
        if (board.cost[np.ix_(that_day, pairs)].sum(axis=1) + board.visit_points[that_day] <= points).any():
            continue
        start = int(board.starts[q])
        moved = [one for pair in movers for one in board.shifted(int(board.shift_place[q, pair]), start)]
        who = tuple(sorted(board.scene.column.volunteer[list(pairs)].tolist()))
        found.append(Fit(points, (), tuple(sorted(moved)), start, start, who))
    return found


def crews(board: Board, cost: Points) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """(points, position of the start, pairs of the crew) of every crew at every start, by ascending points, then start."""
    size = board.scene.column.crew
    if size > cost.shape[1] or not len(cost):
        return
    least = np.partition(cost, size - 1, axis=1)[:, :size].sum(axis=1) + board.visit_points
    first = tuple(range(size))
    queue = [(int(least[q]), q, first) for q in np.flatnonzero(least < INFEASIBLE // 2).tolist()]
    heapify(queue)
    sorted_at: dict[int, tuple[list[int], list[int]]] = {}
    seen: set[tuple[int, tuple[int, ...]]] = set()
    while queue:
        points, q, places = heappop(queue)
        if q not in sorted_at:
            able = np.flatnonzero(cost[q] < INFEASIBLE)
            order = able[np.argsort(cost[q, able], kind="stable")]
            sorted_at[q] = order.tolist(), cost[q, order].tolist()
        pairs, points_of = sorted_at[q]
        yield points, q, tuple(sorted(pairs[k] for k in places))
        for member in range(size):
            k = places[member] + 1
            if k < len(pairs) and (member + 1 == size or k < places[member + 1]):
                following = (*places[:member], k, *places[member + 1 :])
                if (q, following) not in seen:
                    seen.add((q, following))
                    heappush(queue, (points + points_of[k] - points_of[k - 1], q, following))

"""One volunteer is enough: every place where one can come, the best first."""

import numpy as np

from matcher.domain.clock import MINUTES_PER_DAY
from matcher.engine.match.board import Board
from matcher.engine.match.fits import Fit
from matcher.engine.match.fitting import INFEASIBLE
from matcher.engine.match.ranking import cheapest
from matcher.waist.instance import Flags, Points

SERVED = INFEASIBLE // 2
"""More than the points of any visit that can be."""


def undisturbed(board: Board, top: int | None, allowed: Flags | None = None) -> list[Fit]:
    """Starts in a row that are equally good for a volunteer in a place are one fit. `allowed` [Q, P] may leave some out."""
    grid = board.scene.standing.instance.grid
    possible = board.cost < INFEASIBLE if allowed is None else (board.cost < INFEASIBLE) & allowed
    pair, q = np.nonzero(possible.T)
    if not len(q):
        return []
    points = board.cost[q, pair] + board.visit_points[q]
    run = np.ones(len(q), dtype=np.bool_)
    run[1:] = (
        (pair[1:] != pair[:-1])
        | (points[1:] != points[:-1])
        | (board.place[q[1:], pair[1:]] != board.place[q[:-1], pair[:-1]])
        | (board.starts[q[1:]] != board.starts[q[:-1]] + grid)
    )
    first = np.flatnonzero(run)
    last = np.append(first[1:], len(q)) - 1
    volunteer = board.scene.column.volunteer[pair]
    displaced = (board.scene.gone,) if board.scene.gone >= 0 else ()
    start = board.starts[q]
    return [
        Fit(
            int(points[first[k]]), displaced, (), int(start[first[k]]), int(start[last[k]]), (int(volunteer[first[k]]),)
        )
        for k in cheapest(top, points[first], start[first], volunteer[first])
    ]


def shifted(board: Board, top: int | None) -> list[Fit]:
    """The cheapest start in every place where others have to move a little, if that is cheaper than what the same volunteer
    could do on that date undisturbed."""
    day = board.starts // MINUTES_PER_DAY
    least = np.full((board.scene.standing.days, board.cost.shape[1]), INFEASIBLE, dtype=np.int64)
    np.minimum.at(least, day, board.cost + board.visit_points[:, None])
    q, pair = np.nonzero(board.shift_cost + board.visit_points[:, None] < np.minimum(least, SERVED)[day])
    if not len(q):
        return []
    place, minutes = board.shift_place[q, pair], board.shift_minutes[q, pair]
    points = board.shift_cost[q, pair] + board.visit_points[q]
    order = np.lexsort((board.starts[q], minutes, points, place))
    kept = order[_first_of_each(place[order])]
    volunteer = board.scene.column.volunteer[pair]
    fits = []
    for k in kept[cheapest(top, points[kept], board.starts[q[kept]], volunteer[kept])].tolist():
        start = int(board.starts[q[k]])
        fits.append(Fit(int(points[k]), (), board.shifted(int(place[k]), start), start, start, (int(volunteer[k]),)))
    return fits


def _first_of_each(ascending: Points) -> Points:
    first = np.ones(len(ascending), dtype=np.bool_)
    first[1:] = ascending[1:] != ascending[:-1]
    return np.flatnonzero(first)

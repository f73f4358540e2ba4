"""Every route of one availability window: each set of visits that some order can do, with the points of its best order.

Sequences are walked depth first, with labels (end, loss) for their starts; below a sequence only those visits are tried that
could follow the sequence without its last visit, for leaving a visit out never makes a route impossible. A set of visits
has a number among all sets of so many (the combinatorial number system), so what is known of it is found at once.
"""

import numpy as np

from matcher.engine.compiled import inner, kernel
from matcher.engine.routes.labels import EARNS, LABELS, PLACE, SERVICE, VISIT, extend

UNKNOWN = -1


@kernel
def enumerate_routes(candidates, spans, way, base, grid, window, charges, most, at_most, place_of, halt):
    """(visits [R, most visits] in the best order, −1 pads; minutes [R]; points [R]; whether these are all).

    `most` are visits and minutes of the window; `charges` the loss per travel minute and for a published visit at
    another start; `place_of` has room for every set of at most so many candidates, UNKNOWN before and after. Routes
    are not all where there would be more than `at_most`, or once the flag `halt` [1] is raised.
    """
    longest, most_minutes = most
    travel_loss, moved_loss = charges
    number = len(candidates)
    choose = _choose(number, longest)
    size, found, complete = 256, 0, True
    visits = np.full((size, longest), -1, np.int32)
    minutes, points, ranks = np.zeros(size, np.int32), np.zeros(size, np.int64), np.zeros(size, np.int64)
    chosen, turn, left = (
        np.full(longest + 1, -1, np.int64),
        np.zeros(longest + 1, np.int64),
        np.zeros(longest + 1, np.int64),
    )
    served, paid, ways = (
        np.zeros(longest + 1, np.int64),
        np.zeros(longest + 1, np.int64),
        np.zeros(longest + 1, np.int64),
    )
    ascending = np.zeros((longest + 1, longest + 1), np.int64)
    able, labels = np.zeros((longest + 1, number), np.int64), np.zeros((longest + 1, number), np.int64)
    end, loss = np.zeros((longest + 1, number, LABELS), np.int64), np.zeros((longest + 1, number, LABELS), np.int64)
    able[0], left[0] = np.arange(number), number
    end[0, 0, 0], labels[0, 0] = window[0], 1
    depth, here, fresh = 0, 0, True
    while depth >= 0 and complete:
        before = base if depth == 0 else candidates[here, PLACE]
        complete = not halt[0]
        if fresh and complete:
            following = 0
            for k in range(left[depth]):
                c = able[depth, k]
                total = served[depth] + candidates[c, SERVICE]
                if total > most_minutes or (depth > 0 and c == here):
                    continue
                place = candidates[c, PLACE]
                step, back = np.int64(way[before, place]), np.int64(way[place, base])
                if labels[depth, here] == 1 and end[depth, here, 0] + step + candidates[c, SERVICE] + back > window[1]:
                    continue
                rank = _rank(choose, ascending, depth, c, longest)
                route, worth = place_of[rank], paid[depth] + candidates[c, EARNS]
                last = depth + 1 == longest or total == most_minutes
                if last and route != UNKNOWN and travel_loss * (ways[depth] + step + back) - worth >= points[route]:
                    continue
                kept = extend(
                    candidates,
                    spans,
                    grid,
                    window[1],
                    moved_loss,
                    c,
                    step,
                    back,
                    end[depth, here],
                    loss[depth, here],
                    labels[depth, here],
                    end[depth + 1, c],
                    loss[depth + 1, c],
                )
                labels[depth + 1, c] = kept
                if kept == 0:
                    continue
                whole = loss[depth + 1, c, :kept].min() + travel_loss * (ways[depth] + step + back) - worth
                if route == UNKNOWN:
                    if found == at_most:
                        complete = False
                        break
                    if found == size:
                        size = min(4 * size, at_most)
                        visits, minutes = _longer_table(visits, size), _longer(minutes, size)
                        points, ranks = _longer(points, size), _longer(ranks, size)
                    route, found = found, found + 1
                    place_of[rank], ranks[route] = route, rank
                    minutes[route], points[route] = total, whole + 1
                if whole < points[route]:
                    points[route] = whole
                    for j in range(depth):
                        visits[route, j] = candidates[chosen[j + 1], VISIT]
                    visits[route, depth] = candidates[c, VISIT]
                if depth + 1 < longest:
                    able[depth + 1, following] = c
                    following += 1
            if depth < longest:
                left[depth + 1] = following
            turn[depth] = 0
        if depth + 1 >= longest or turn[depth] >= left[depth + 1]:
            depth -= 1
            here, fresh = (chosen[depth] if depth > 0 else 0), False
            continue
        c = able[depth + 1, turn[depth]]
        turn[depth] += 1
        _rank(choose, ascending, depth, c, longest)
        served[depth + 1], paid[depth + 1] = served[depth] + candidates[c, SERVICE], paid[depth] + candidates[c, EARNS]
        ways[depth + 1] = ways[depth] + np.int64(way[before, candidates[c, PLACE]])
        depth += 1
        chosen[depth], here, fresh = c, c, True
    for route in range(found):
        place_of[ranks[route]] = UNKNOWN
    return visits[:found].copy(), minutes[:found].copy(), points[:found].copy(), complete


@inner
def _choose(number, longest):
    """choose[k, c] = c choose k; choose[longest + 1, k] = how many sets have fewer than k visits."""
    choose = np.zeros((longest + 2, number + longest + 2), dtype=np.int64)
    for c in range(choose.shape[1]):
        choose[0, c] = 1
        for k in range(1, min(longest, c) + 1):
            choose[k, c] = choose[k - 1, c - 1] + choose[k, c - 1]
    choose[longest + 1] = 0
    for k in range(1, longest + 1):
        choose[longest + 1, k + 1] = choose[longest + 1, k] + choose[k, number]
    return choose


@inner
def _rank(choose, ascending, depth, c, longest):
    """The number of the set at `depth` with c added; it stands in ascending order one level deeper."""
    k = depth
    while k > 0 and ascending[depth, k - 1] > c:
        ascending[depth + 1, k] = ascending[depth, k - 1]
        k -= 1
    ascending[depth + 1, k] = c
    rank = choose[longest + 1, depth + 1]
    for j in range(depth + 1):
        if j < k:
            ascending[depth + 1, j] = ascending[depth, j]
        rank += choose[j + 1, ascending[depth + 1, j]]
    return rank


@inner
def _longer(row, size):
    longer = np.zeros(size, dtype=row.dtype)
    longer[: len(row)] = row
    return longer


@inner
def _longer_table(table, size):
    longer = np.full((size, table.shape[1]), -1, dtype=np.int32)
    longer[: len(table)] = table
    return longer

"""Every route of one availability window: each set of visits that some order can do, with the points of its best order.

Sets grow by one visit at a time, and are looked at only where they are routes without any one of their visits, for leaving a visit out
never makes a route impossible. What is known of a set are labels (end, loss) for each visit that may be its last one, ways included
(Held and Karp, 1962). A set has a number among all sets of so many (the combinatorial number system), so it is found at once.
"""

import numpy as np

from matcher.engine.compiled import inlined, inner, kernel
from matcher.engine.routes.labels import EARNS, END_SPAN, LABELS, PLACE, SERVICE, VISIT, extend

UNKNOWN = -1
IMPOSSIBLE = 1 << 60


@kernel
def enumerate_routes(candidates, spans, way, base, grid, window, charges, most, at_most, place_of, halt):
    """(visits [R, most visits] in the order of candidates, −1 pads; minutes [R]; points [R]; whether these are all).

    `most` are visits and minutes of the window; `charges` the loss per travel minute and for a published visit at
    another start; `place_of` has room for every set of at most so many candidates, UNKNOWN before and after. Routes
    are not all where there would be more than `at_most`, or once the flag `halt` [1] is raised.
    """
    longest, rows = most[0], at_most + 1
    choose, ways = _choose(len(candidates), longest), _ways(candidates, spans, way, base, window[1])
    sets, ranks = np.empty((rows, longest), np.int32), np.empty(rows, np.int64)
    minutes, points = np.empty(rows, np.int32), np.empty(rows, np.int64)
    first_label = np.empty((2, rows * longest + 1), np.int64)
    soonest, cheapest = np.empty((2, rows * longest), np.int64), np.empty((2, rows * longest), np.int64)
    end, loss = np.empty((2, 2, (2 * rows + LABELS) * longest), np.int64)
    sets[0], minutes[0] = -1, 0
    first_label[0, :2] = 0, 1
    soonest[0, 0], cheapest[0, 0], end[0, 0], loss[0, 0] = window[0], 0, window[0], 0
    first, found, complete = 0, 1, True
    for size in range(1, longest + 1):
        a, b = (size - 1) % 2, size % 2
        last = found
        found, complete = _grow(
            size,
            most,
            (first, last),
            (candidates, spans, grid, charges, halt),
            ways,
            choose,
            (sets, ranks, minutes, points, place_of),
            (first_label[a], soonest[a], cheapest[a], end[a], loss[a]),
            (first_label[b], soonest[b], cheapest[b], end[b], loss[b]),
        )
        first = last
        if not complete:
            break
    for route in range(1, found):
        place_of[ranks[route]] = UNKNOWN
        for k in range(longest):
            if sets[route, k] >= 0:
                sets[route, k] = candidates[sets[route, k], VISIT]
    return sets[1:found].copy(), minutes[1:found].copy(), points[1:found].copy(), complete


@inner
def _grow(size, most, part, window, ways, choose, known, smaller, larger):
    """Sets of so many visits are known too, and the labels of each (`larger`) by what is known of sets with one visit less
    (`smaller`), of which there are `part`; answers how many sets are known, and whether these are all."""
    longest, most_minutes = most
    candidates, spans, grid, charges, halt = window
    steps, backs, latest = ways
    sets, ranks, minutes, points, place_of = known
    first_label, soonest, cheapest, end, loss = smaller
    new_first, new_soonest, new_cheapest, new_end, new_loss = larger
    chosen, without = np.zeros(longest, np.int64), np.zeros(longest, np.int64)
    width, travel_loss = max(1, size - 1), charges[0]
    found, states, used = part[1], 0, 0
    new_first[0] = 0
    for smaller_set in range(part[0], part[1]):
        if halt[0]:
            return found, False
        for k in range(size - 1):
            chosen[k] = sets[smaller_set, k]
        without[size - 1] = smaller_set
        for c in range(chosen[size - 2] + 1 if size > 1 else 0, len(candidates)):
            chosen[size - 1] = c
            total = minutes[smaller_set] + candidates[c, SERVICE]
            if total > most_minutes or not _is_known(choose, place_of, chosen, size, without):
                continue
            if used + size * LABELS > len(new_end):
                return found, False
            least, labels = IMPOSSIBLE, used
            for j in range(size):
                visit, state = chosen[j], (without[j] - part[0]) * width
                kept, soon, cheap = 0, IMPOSSIBLE, IMPOSSIBLE
                for k in range(width):
                    step = steps[len(candidates) if size == 1 else chosen[k + (k >= j)], visit]
                    if soonest[state + k] + step > latest[visit]:
                        continue
                    if size == longest and cheapest[state + k] + travel_loss * (step + backs[visit]) >= least:
                        continue
                    kept = extend(
                        candidates,
                        spans,
                        grid,
                        latest[visit],
                        charges,
                        visit,
                        step,
                        end,
                        loss,
                        first_label[state + k],
                        first_label[state + k + 1],
                        new_end,
                        new_loss,
                        labels,
                        kept,
                    )
                for label in range(labels, labels + kept):
                    soon, cheap = min(soon, new_end[label]), min(cheap, new_loss[label])
                if kept:
                    least = min(least, cheap + travel_loss * backs[visit])
                if size < longest:
                    labels += kept
                    new_soonest[states + j], new_cheapest[states + j], new_first[states + j + 1] = soon, cheap, labels
            if least == IMPOSSIBLE:
                continue
            if found == len(ranks):
                return found, False
            rank = _rank(choose, chosen, size, size)
            ranks[found], place_of[rank] = rank, found
            minutes[found], points[found] = total, least
            for k in range(longest):
                sets[found, k] = chosen[k] if k < size else -1
                points[found] -= candidates[chosen[k], EARNS] if k < size else 0
            found, states, used = found + 1, states + size, labels
    return found, True


@inner
def _ways(candidates, spans, way, base, closes):
    """Minutes from each candidate (and from the base, the last row) to each, from each to the base, and the latest start of each."""
    number = len(candidates)
    steps = np.zeros((number + 1, number), np.int64)
    backs, latest = np.zeros(number, np.int64), np.zeros(number, np.int64)
    for c in range(number):
        here = candidates[c, PLACE]
        for other in range(number):
            steps[other, c] = way[candidates[other, PLACE], here]
        steps[number, c], backs[c] = way[base, here], way[here, base]
        latest[c] = min(spans[candidates[c, END_SPAN] - 1, 1], closes - backs[c] - candidates[c, SERVICE])
    return steps, backs, latest


@inlined
def _is_known(choose, place_of, chosen, size, without):
    """Whether the set is a route without any one of its visits but the last; these routes follow in `without`."""
    for j in range(size - 1):
        without[j] = place_of[_rank(choose, chosen, size, j)]
        if without[j] == UNKNOWN:
            return False
    return True


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


@inlined
def _rank(choose, chosen, size, left_out):
    """The number of the set without the one that is left out."""
    rank, number = 0, 0
    for k in range(size):
        if k != left_out:
            number += 1
            rank += choose[number, chosen[k]]
    return rank + choose[len(choose) - 1, number]

"""How early a visit of a route can start, whatever the order.

Sequences are walked depth first, each visit as early as it can be: who is ready sooner can do all that he could do later.
"""

import numpy as np

from matcher.engine.compiled import inlined, kernel
from matcher.engine.routes.labels import END_SPAN, FIRST_SPAN, PLACE, SERVICE

NEVER = 1 << 30


@kernel
def earliest_starts(routes, target, candidates, spans, way, base, grid, windows, earliest):
    """Fills earliest[r], in minutes of the week: when candidate `target` can start at the earliest if route r is done; NEVER if it
    cannot be.

    Rows of `routes` [R, L] are candidates by their number, −1 pads; `windows` [W, 2] are the ones of the date, which may all be
    used, one after the other; candidates, spans, `way` and `base` are as `enumerate_routes` takes them.
    """
    longest = routes.shape[1]
    chosen, turn = np.zeros(longest + 1, np.int64), np.zeros(longest + 1, np.int64)
    window, place = np.zeros(longest + 1, np.int64), np.zeros(longest + 1, np.int64)
    free, start = np.zeros(longest + 1, np.int64), np.zeros(longest + 1, np.int64)
    used = np.zeros(longest, np.bool_)
    for r in range(len(routes)):
        number = 0
        while number < longest and routes[r, number] >= 0:
            number += 1
        best, depth = NEVER, 0
        turn[0], window[0], place[0], free[0], start[0] = 0, 0, base, windows[0, 0], NEVER
        while depth >= 0:
            if depth == number:
                best = min(best, start[depth])
            if depth == number or turn[depth] == number * (len(windows) - window[depth]):
                depth -= 1
                if depth >= 0:
                    used[chosen[depth]] = False
                continue
            further, k = divmod(turn[depth], number)
            turn[depth] += 1
            if used[k]:
                continue
            c, w = routes[r, k], window[depth] + further
            ready = free[depth] if further == 0 else max(free[depth], windows[w, 0])
            here, at = (place[depth] if further == 0 else base), candidates[c, PLACE]
            begin = _first_start(candidates, spans, grid, c, ready + way[here, at])
            end = begin + candidates[c, SERVICE]
            soonest = begin if c == target else start[depth]
            if end + way[at, base] > windows[w, 1] or (best <= soonest < NEVER):
                continue
            chosen[depth], used[k] = k, True
            depth += 1
            turn[depth], window[depth], place[depth], free[depth] = 0, w, at, end
            start[depth] = soonest
        earliest[r] = best


@inlined
def _first_start(candidates, spans, grid, c, ready):
    """The first start of a visit once one is ready; NEVER if there is none."""
    for span in range(candidates[c, FIRST_SPAN], candidates[c, END_SPAN]):
        first, last = spans[span, 0], spans[span, 1]
        begin = first + max(0, -((first - ready) // grid)) * grid
        if begin <= last:
            return begin
    return NEVER

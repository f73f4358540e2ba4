"""The best that one volunteer can earn in one availability window, for every number of service minutes.

Each visit has a price. A route earns the prices of its visits less its own points: ways, starts, pairs, and what it saves
of a published roster. Starts are as free as if nobody else were there: crews need not start together, a cadre's visits may
overlap. So no roster earns more in the window, which is what a bound needs.

Sequences are searched depth first over the visits that earn anything (leaving one out never makes a way longer, see
`triangular`), with labels (end, loss) as in `matcher.engine.search.timing`; a branch ends where even the dearest visits
that could follow would not beat what is known for as few minutes. Where there are more labels than are kept, two become
one, as early and as cheap as either; where there are more branches than `MOST_BRANCHES`, the window is taken to earn all
that its dearest visits would. Both err to the safe side.
"""

import numpy as np

from matcher.engine.compiled import inner, kernel

LABELS = 6
MOST_BRANCHES = 2_000_000

VISIT, PLACE, SERVICE, EARNS, PUBLISHED, FIRST_SPAN, END_SPAN = range(7)
"""Columns of a candidate, which stand by what they earn, the dearest first."""


@kernel
def price_tour(candidates, spans, way, base, grid, window, charges, most, earned, route):
    """Fills earned[m], the most that a route of exactly m service minutes earns, and route[m], its visits.

    Impossible minutes earn −1 (m = 0 earns 0). `most` are visits and minutes of the window; `charges` the loss per travel
    minute, per point of a start, and for a published visit at another start. Answers whether the search was complete.
    """
    travel_loss, start_loss, moved_loss = charges
    longest, most_minutes = most
    number = len(candidates)
    earned[:] = -1
    earned[0] = 0
    route[:] = -1
    if number == 0 or longest == 0:
        return True
    shortest = candidates[:, SERVICE].min()
    follow = np.zeros(longest + 1, dtype=np.int64)
    for k in range(longest):
        follow[k + 1] = follow[k] + (candidates[k, EARNS] if k < number else 0)
    at_least = np.zeros(most_minutes + 1, dtype=np.int64)
    chosen = np.full(longest + 1, -1, dtype=np.int64)
    used = np.zeros(number, dtype=np.bool_)
    end = np.zeros((longest + 1, LABELS), dtype=np.int64)
    loss = np.zeros((longest + 1, LABELS), dtype=np.int64)
    labels = np.zeros(longest + 1, dtype=np.int64)
    sums = np.zeros((longest + 1, 2), dtype=np.int64)
    following = np.zeros(longest + 1, dtype=np.int64)
    end[0, 0] = window[0]
    labels[0] = 1
    branches, depth = 0, 0
    while depth >= 0:
        c = following[depth]
        if c == number or depth == longest:
            if depth > 0:
                used[chosen[depth]] = False
            depth -= 1
            continue
        following[depth] = c + 1
        minutes = sums[depth, 0] + candidates[c, SERVICE]
        if used[c] or minutes > most_minutes:
            continue
        here = candidates[c, PLACE]
        step = int(way[base if depth == 0 else candidates[chosen[depth], PLACE], here])
        back = int(way[here, base])
        deeper = depth + 1
        _extend(candidates, spans, grid, window[1], (start_loss, moved_loss), c, step, back, end, loss, labels, depth)
        if labels[deeper] == 0:
            continue
        branches += 1
        if branches > MOST_BRANCHES:
            earned[shortest:] = follow[longest]
            return False
        value = sums[depth, 1] + candidates[c, EARNS] - travel_loss * step
        least, soonest = loss[deeper, 0], end[deeper, 0]
        for label in range(1, labels[deeper]):
            least, soonest = min(least, loss[deeper, label]), min(soonest, end[deeper, label])
        whole = value - least - travel_loss * back
        if whole > earned[minutes] and whole >= 0:
            earned[minutes] = whole
            chosen[deeper] = c
            for k in range(route.shape[1]):
                route[minutes, k] = candidates[chosen[k + 1], VISIT] if k < deeper else -1
            m = minutes
            while m <= most_minutes and at_least[m] < whole:
                at_least[m] = whole
                m += 1
        more = min(longest - deeper, (window[1] - soonest) // shortest)
        if minutes + shortest > most_minutes or value - least + follow[more] <= at_least[minutes + shortest]:
            continue
        sums[deeper, 0], sums[deeper, 1] = minutes, value
        chosen[deeper], used[c], following[deeper] = c, True, 0
        depth = deeper
    return True


@inner
def _extend(candidates, spans, grid, closes, charges, c, step, back, end, loss, labels, depth):
    """Labels of the sequence with one more visit."""
    start_loss, moved_loss = charges
    service, known = candidates[c, SERVICE], candidates[c, PUBLISHED]
    latest = closes - back - service
    labels[depth + 1] = 0
    for label in range(labels[depth]):
        ready = end[depth, label] + step
        for span in range(candidates[c, FIRST_SPAN], candidates[c, END_SPAN]):
            first, last = spans[span, 0], min(spans[span, 1], latest)
            if ready > last:
                continue
            at = first if ready <= first else first + (ready - first + grid - 1) // grid * grid
            if at > last:
                continue
            so_far = loss[depth, label] + start_loss * spans[span, 2]
            moved = moved_loss if known >= 0 and at != known else 0
            _keep(end, loss, labels, depth + 1, at + service, so_far + moved)
            if at < known <= last and (known - first) % grid == 0:
                _keep(end, loss, labels, depth + 1, known + service, so_far)


@inner
def _keep(end, loss, labels, depth, new_end, new_loss):
    """The label joins the others unless one is no later and no dearer; too many are merged."""
    kept = 0
    for label in range(labels[depth]):
        if end[depth, label] <= new_end and loss[depth, label] <= new_loss:
            return
    for label in range(labels[depth]):
        if not (new_end <= end[depth, label] and new_loss <= loss[depth, label]):
            end[depth, kept], loss[depth, kept] = end[depth, label], loss[depth, label]
            kept += 1
    if kept == LABELS:
        kept -= 1
        new_end, new_loss = min(new_end, end[depth, kept]), min(new_loss, loss[depth, kept])
    end[depth, kept], loss[depth, kept] = new_end, new_loss
    labels[depth] = kept + 1

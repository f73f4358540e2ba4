"""The best that one volunteer can earn in one availability window, for every number of service minutes.

Each visit has a price. A route earns the prices of its visits less its own points: ways, starts, pairs, and what it saves
of a published roster. Starts are as free as if nobody else were there: crews need not start together, a cadre's visits may
overlap. So no roster earns more in the window, which is what a bound needs.

Sequences are searched depth first over the visits that earn anything (leaving one out never makes a way longer, see
`windows`), with labels (end, loss) as in `matcher.engine.search.timing`. Each leg is shared by the two places it joins, so a
visit that follows adds at most its net: what it earns less half of its shortest way in and half of its shortest way out.
A branch ends where even the visits with the largest nets would not beat what is known for as few minutes. Where there are
more labels than are kept, two become one, as early and as cheap as either; where there are more branches than are looked at, what
is left may earn the largest nets. Both err to the safe side.
"""

import numpy as np

from matcher.engine.compiled import inner, kernel
from matcher.engine.routes.labels import EARNS, LABELS, PLACE, SERVICE, VISIT, extend


@kernel
def price_tour(candidates, spans, way, base, grid, window, charges, most, most_branches, at_least, near, earned, route):
    """Fills earned[m], the most that a route of exactly m service minutes earns, and route[m], its visits; or, if `near`, all routes.

    Only routes that earn more than `at_least` of their minutes are looked for, which does not fall; it rises to what is found,
    unless near. Impossible minutes earn −1 (m = 0 earns 0). `most` are visits and minutes of the window; `charges` the loss per
    travel minute and for a published visit at another start; `spans` hold the loss of a start, of which each member of a crew
    bears a share. Answers (what no other route earns more than, −1 if there is none; how many routes are filled in if near).
    """
    travel_loss = charges[0]
    longest, most_minutes = most
    number = len(candidates)
    earned[:] = -1
    earned[0] = 0
    route[:] = -1
    kept = 0
    if number == 0 or longest == 0:
        return -1, kept
    shortest = candidates[:, SERVICE].min()
    net, order = _nets(candidates, way, base, travel_loss)
    follow = np.zeros(longest + 1, dtype=np.int64)
    for k in range(longest):
        follow[k + 1] = follow[k] + (max(0, net[order[k]]) if k < number else 0)
    chosen = np.full(longest + 1, -1, dtype=np.int64)
    used = np.zeros(number, dtype=np.bool_)
    end, loss = np.zeros((2, (longest + 1) * LABELS), dtype=np.int64)
    labels = np.zeros(longest + 1, dtype=np.int64)
    sums = np.zeros((longest + 1, 2), dtype=np.int64)
    hopes = np.zeros((longest + 1, 2), dtype=np.int64)
    hopes[0, 1] = min(longest, (window[1] - window[0]) // shortest, most_minutes // shortest)
    following = np.zeros(longest + 1, dtype=np.int64)
    end[0] = window[0]
    labels[0] = 1
    branches, depth = 0, 0
    while depth >= 0:
        k = following[depth]
        if k < number and depth < longest:
            beaten = at_least[min(sums[depth, 0] + shortest, most_minutes)]
            if hopes[depth, 0] + max(0, net[order[k]]) + follow[hopes[depth, 1] - 1] <= beaten:
                k = number
        if k == number or depth == longest:
            if depth > 0:
                used[chosen[depth]] = False
            depth -= 1
            continue
        following[depth] = k + 1
        c = order[k]
        minutes = sums[depth, 0] + candidates[c, SERVICE]
        if used[c] or minutes > most_minutes:
            continue
        here = candidates[c, PLACE]
        step = int(way[base if depth == 0 else candidates[chosen[depth], PLACE], here])
        back = int(way[here, base])
        deeper = depth + 1
        labels[deeper] = extend(
            candidates,
            spans,
            grid,
            window[1] - back - candidates[c, SERVICE],
            charges,
            c,
            step,
            end,
            loss,
            depth * LABELS,
            depth * LABELS + labels[depth],
            end,
            loss,
            deeper * LABELS,
            0,
        )
        if labels[deeper] == 0:
            continue
        branches += 1
        if branches > most_branches:
            return max(0, net[order[following[0] - 1]]) + follow[hopes[0, 1] - 1], kept
        value = sums[depth, 1] + candidates[c, EARNS]
        least, soonest = loss[deeper * LABELS], end[deeper * LABELS]
        for label in range(deeper * LABELS + 1, deeper * LABELS + labels[deeper]):
            least, soonest = min(least, loss[label]), min(soonest, end[label])
        whole = value - least - travel_loss * back
        if whole > at_least[minutes] if near else whole >= 0 and whole > earned[minutes]:
            if near and kept == len(route):
                return max(0, net[order[0]]) + follow[hopes[0, 1] - 1], kept
            row = kept if near else minutes
            kept += 1
            earned[row] = whole
            chosen[deeper] = c
            for j in range(route.shape[1]):
                route[row, j] = candidates[chosen[j + 1], VISIT] if j < deeper else -1
            m = minutes
            while not near and m <= most_minutes and at_least[m] < whole:
                at_least[m] = whole
                m += 1
        more = min(longest - deeper, (window[1] - soonest) // shortest, (most_minutes - minutes) // shortest)
        if more <= 0 or value - least + follow[more] <= at_least[minutes + shortest]:
            continue
        hopes[deeper, 0], hopes[deeper, 1] = value - least, more
        sums[deeper, 0], sums[deeper, 1] = minutes, value
        chosen[deeper], used[c], following[deeper] = c, True, 0
        depth = deeper
    return -1, kept


@inner
def _nets(candidates, way, base, travel_loss):
    """The net of each candidate, and the candidates by their nets, the largest first."""
    number = len(candidates)
    net = np.zeros(number, dtype=np.int64)
    for c in range(number):
        here = candidates[c, PLACE]
        way_in, way_out = way[base, here], way[here, base]
        for other in range(number):
            if other != c:
                way_in = min(way_in, way[candidates[other, PLACE], here])
                way_out = min(way_out, way[here, candidates[other, PLACE]])
        net[c] = candidates[c, EARNS] - travel_loss * (way_in + way_out) // 2
    return net, np.argsort(-net)

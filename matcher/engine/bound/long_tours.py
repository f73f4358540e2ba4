"""The most that one volunteer can earn in a long availability window, for every number of service minutes: labels with dominance.

A label is a sequence of visits as its last one leaves it: when that ends, what is earned so far, service minutes, and which visits it
remembers. Going on to another visit it forgets those that are not near that one (Baldacci, Mingozzi and Roberti, 2011), and what is
forgotten may be visited again: that only earns more, so what is found is never too little. A label is dropped where another one of
the same visit ends no later, has earned no less in no more minutes, and remembers nothing else. What the best sequence makes twice
is remembered on its way from then on (Righini and Salani, 2008). How many visits there are is not looked at. In haste labels are
dropped whatever they remember: less than the most may be found.

What starts lose, and what is never too little there, is as in `matcher.engine.routes.labels`.
"""

import numpy as np

from matcher.engine.compiled import inner, kernel
from matcher.engine.routes.labels import EARNS, END_SPAN, FIRST_SPAN, PLACE, PUBLISHED, SERVICE, VISIT

END, EARNED, MINUTES, LAST, BEFORE, FIRST_HALF, SECOND_HALF, SAME_END, SAME_LAST = range(9)
"""Columns of a label: what it is, which visits it remembers (two bit masks), the next ones of the same end and of the same visit."""
COLUMNS = SAME_LAST + 1
HALF = 62
"""Visits in one bit mask; those beyond two of them are forgotten at once."""
NONE = -1


@kernel
def price_long_tour(
    candidates, spans, way, base, grid, window, charges, most_minutes, near, hasty, labels, earned, route
):
    """Fills earned[m], what no route of exactly m service minutes earns more than, and route[m], its visits, if none is there twice.

    `near` [candidates, 2] are bit masks of visits that each of them leaves remembered; where the best sequence has a visit twice,
    those between do so from now on. `labels` [most, 9] is room for labels; see `price_tour` for the others. Answers (whether there was
    room for all; if not, what is filled may be too little; whether any visit is there twice).
    """
    travel_loss, moved_loss = charges
    number, begins = len(candidates), window[0]
    earned[:] = -1
    earned[0] = 0
    route[:] = -1
    best = np.full(len(earned), NONE, dtype=np.int64)
    of_end = np.full(window[1] - begins + 1, NONE, dtype=np.int64)
    of_last = np.full(number + 1, NONE, dtype=np.int64)
    labels[0] = NONE
    labels[0, END], labels[0, EARNED], labels[0, MINUTES], labels[0, LAST] = begins, 0, 0, number
    labels[0, FIRST_HALF], labels[0, SECOND_HALF] = 0, 0
    of_end[0] = 0
    made = 1
    for end in range(begins, window[1] + 1):
        label = of_end[end - begins]
        while label != NONE:
            last = labels[label, LAST]
            here = base if last == number else candidates[last, PLACE]
            for c in range(number if labels[label, END] == end else 0):
                minutes = labels[label, MINUTES] + candidates[c, SERVICE]
                if c == last or minutes > most_minutes or _remembers(labels, label, c):
                    continue
                there, known = candidates[c, PLACE], candidates[c, PUBLISHED]
                ready, back = end + way[here, there], way[there, base]
                so_far = labels[label, EARNED] + candidates[c, EARNS] - travel_loss * way[here, there]
                for span in range(candidates[c, FIRST_SPAN], candidates[c, END_SPAN]):
                    opens, closes = spans[span, 0], min(spans[span, 1], window[1] - back - candidates[c, SERVICE])
                    start = opens if ready <= opens else opens + (ready - opens + grid - 1) // grid * grid
                    while start <= closes:
                        if made == len(labels):
                            return False, False
                        worth = so_far - spans[span, 2] - (moved_loss if known >= 0 and start != known else 0)
                        labels[made, END], labels[made, EARNED] = start + candidates[c, SERVICE], worth
                        labels[made, MINUTES], labels[made, LAST], labels[made, BEFORE] = minutes, c, label
                        _remember(labels, made, label, c, near)
                        if _keep(labels, made, of_last, hasty):
                            labels[made, SAME_END] = of_end[labels[made, END] - begins]
                            of_end[labels[made, END] - begins] = made
                            whole = worth - travel_loss * back
                            if whole > earned[minutes] and whole >= 0:
                                earned[minutes], best[minutes] = whole, made
                            made += 1
                        if start >= known or (known - opens) % grid:
                            break
                        start = known
            label = labels[label, SAME_END]
    again = False
    for m in range(len(earned)):
        if best[m] != NONE:
            again = _write(candidates, labels, best[m], route[m], near) or again
    return True, again


@inner
def _remembers(labels, label, c):
    """Whether the label remembers a visit."""
    if c < HALF:
        return labels[label, FIRST_HALF] >> c & 1 == 1
    return c < 2 * HALF and labels[label, SECOND_HALF] >> (c - HALF) & 1 == 1


@inner
def _remember(labels, new, before, c, near):
    """The label remembers its last visit, and of those that were remembered before the ones that are near it."""
    labels[new, FIRST_HALF] = labels[before, FIRST_HALF] & near[c, 0]
    labels[new, SECOND_HALF] = labels[before, SECOND_HALF] & near[c, 1]
    if c < HALF:
        labels[new, FIRST_HALF] |= np.int64(1) << c
    elif c < 2 * HALF:
        labels[new, SECOND_HALF] |= np.int64(1) << (c - HALF)


@inner
def _keep(labels, new, of_last, hasty):
    """The label joins those of its visit and takes the place of any that are no better, unless one of them is no worse; answers
    whether it does."""
    last = labels[new, LAST]
    known = of_last[last]
    while known != NONE:
        if _no_worse(labels, known, new, hasty):
            return False
        known = labels[known, SAME_LAST]
    before, known = NONE, of_last[last]
    while known != NONE:
        following = labels[known, SAME_LAST]
        if not _no_worse(labels, new, known, hasty):
            before = known
        elif before == NONE:
            of_last[last], labels[known, END] = following, NONE
        else:
            labels[before, SAME_LAST], labels[known, END] = following, NONE
        known = following
    labels[new, SAME_LAST] = of_last[last]
    of_last[last] = new
    return True


@inner
def _no_worse(labels, one, other, hasty):
    """Whether whatever may follow another label may follow this one, too, and the whole earns no less in no more minutes."""
    if labels[one, END] > labels[other, END] or labels[one, EARNED] < labels[other, EARNED]:
        return False
    if labels[one, MINUTES] > labels[other, MINUTES]:
        return False
    first = labels[one, FIRST_HALF] & ~labels[other, FIRST_HALF]
    second = labels[one, SECOND_HALF] & ~labels[other, SECOND_HALF]
    return hasty or (first == 0 and second == 0)


@inner
def _write(candidates, labels, label, route, near):
    """The visits of a sequence, if there are not too many and none of them is there twice; answers whether one is."""
    number, again, at = 0, False, label
    while labels[at, BEFORE] != NONE:
        if number < len(route):
            route[number] = candidates[labels[at, LAST], VISIT]
        number += 1
        before = labels[at, BEFORE]
        while labels[before, BEFORE] != NONE and labels[before, LAST] != labels[at, LAST]:
            before = labels[before, BEFORE]
        if labels[before, BEFORE] != NONE:
            again = True
            _remember_between(labels, labels[at, BEFORE], before, near)
        at = labels[at, BEFORE]
    if again or number > len(route):
        route[:] = NONE
    return again


@inner
def _remember_between(labels, label, before, near):
    """Visits of a sequence from one label back to another one, which they leave remembered."""
    c = labels[before, LAST]
    while label != before:
        if c < HALF:
            near[labels[label, LAST], 0] |= np.int64(1) << c
        elif c < 2 * HALF:
            near[labels[label, LAST], 1] |= np.int64(1) << (c - HALF)
        label = labels[label, BEFORE]

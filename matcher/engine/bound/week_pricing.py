"""The week that earns a volunteer the most: a route for each tour, joined by load, by faces, by what may not be repeated and by
dates that go together.

A need that is served earns its prices and costs `paid` once, however often the volunteer comes: his face. It may be served
`most times` a week. A knapsack of service minutes sees neither; it sees charges that are shared out over dates. With
`split` ≥ 0 of the face on each date (their sum at most `paid`), and `often` ≥ 0 on each visit, given back `most times` times,

    Σ over dates served of (split + often) − most times · often  ≤  paid · [served]      wherever not served too often,

so no week earns more than the knapsack hopes. Charges are moved by subgradients (Polyak, 1969) while that makes many routes
hopeless. What remains is searched depth first, the tour with the fewest routes first. Below each choice charges are shared out
anew: a need already served costs nothing more, one that has a single date left pays its whole face there, one served often
enough is not served again. So hopes fall quickly to what is true. Which dates go together (`fits`) is looked at in this search only.
"""

import numpy as np

from matcher.engine.bound.charges import faces_of_route, move_charges, note_served, share_charges
from matcher.engine.bound.knapsack import earned_by, hoped, keep_hopeful
from matcher.engine.compiled import inner, kernel

STEPS = 12
FEW = 40
"""Live routes that are searched at once."""
FAR = 1 << 14
"""A gap is taken for no wider, so that the first steps are not wild."""
CHOICE = 100
"""What a choice costs beside the routes looked at below it."""


@kernel
def best_week(
    visits,
    minutes,
    points,
    tours,
    dates,
    load,
    days,
    position,
    needs,
    fits,
    prices,
    split,
    often,
    known,
    effort,
    found,
):
    """(what no week earns more than, the most that one is known to earn) at these prices, for one volunteer.

    Routes of the t-th tour, on `dates[t]`, are tours[t] : tours[t + 1]; see `knapsack` for the others. `known` is what
    some week earns. Weeks that earn more go to `found` [F, tours], the best first, −1 where no route or no such week.
    `split` [needs, days] (−1 off the need's dates) and `often` [needs] are begun with and left as they were last. Both
    answers are equal unless more than `effort` routes had to be looked at in the search.
    """
    number, last = len(tours) - 1, len(minutes)
    routes = visits, minutes, _gains(visits, points, prices), np.empty(last, dtype=np.int64)
    terms = load, days, position, needs, fits
    order = np.arange(number)
    live, first = [np.arange(last).astype(np.int32)], np.zeros((number + 1, number + 1), dtype=np.int64)
    first[0] = tours
    charge = np.zeros(split.shape, dtype=np.int64)
    count, served = _zeros(len(needs)), _zeros(len(needs))
    trial_count, trial_served = _zeros(len(needs)), _zeros(len(needs))
    tables = np.empty((4, number + 1, len(load)), dtype=np.int64)
    plan, trial = np.full(number, -1, dtype=np.int64), np.full(number, -1, dtype=np.int64)
    earned, used, at = _zeros(number + 1), _zeros(number + 1), _zeros(number + 1)
    found[:] = -1
    best, bound = known, np.int64(1) << 60
    depth, step = 0, 0
    while depth >= 0:
        if step >= 0:
            left = 0
            for t in range(depth, number):
                left |= 1 << dates[order[t]]
            given_back = earned[depth] + share_charges(days, needs, split, often, count, left, charge)
            trial[:depth] = plan[:depth]
            hope = hoped(
                routes, terms, live[depth], first[depth], depth, used[depth], given_back, charge, tables, trial
            )
            whole, allowed = earned_by(routes, terms, trial, trial_count, trial_served)
            if allowed and whole > best:
                best = whole
                _keep(found, trial)
            if depth == 0:
                bound = min(bound, max(hope, best))
            if hope <= best:
                step = -1
                depth -= 1
                continue
            keep_hopeful(routes, live[depth], first[depth], depth, used[depth], tables, best)
            step += 1
            moves = depth == 0 and step < STEPS and first[0, number] > FEW
            if moves and move_charges(min(hope - best, FAR), days, needs, split, often, trial_count, trial_served):
                continue
            if depth == 0:
                order, live[0] = _fewest_first(live[0], first[0])
            step = -1
            at[depth] = first[depth, depth] - 1
        elif plan[depth] >= 0:
            note_served(visits, days, position, plan[depth], count, served, -1)
            plan[depth] = -1
        j = at[depth]
        if j >= first[depth, depth + 1]:
            depth -= 1
            continue
        at[depth] = j + 1
        earned[depth + 1], used[depth + 1] = earned[depth], used[depth]
        if j >= first[depth, depth]:
            r = live[depth][j]
            faces = faces_of_route(visits, days, position, needs, fits, r, count, served)
            if faces < 0 or used[depth] + minutes[r] >= len(load):
                continue
            used[depth + 1] += minutes[r]
            earned[depth + 1] += routes[2][r] - faces
            note_served(visits, days, position, r, count, served, 1)
            plan[depth] = r
        if depth + 1 == number:
            if earned[number] - load[used[number]] > best:
                best = earned[number] - load[used[number]]
                _keep(found, plan)
            continue
        effort -= first[depth, number] - first[depth, depth + 1] + CHOICE
        if effort < 0:
            return bound, best
        if len(live) == depth + 1:
            live.append(live[0].copy())
        begin, end = first[depth, depth + 1], first[depth, number]
        live[depth + 1][begin:end] = live[depth][begin:end]
        first[depth + 1] = first[depth]
        depth, step = depth + 1, 0
    return best, best


@inner
def _zeros(size):
    return np.zeros(size, dtype=np.int64)


@inner
def _gains(visits, points, prices):
    """Prices of each route's visits less its points."""
    gain = np.empty(len(points), dtype=np.int64)
    for r in range(len(points)):
        gain[r] = -points[r]
        for k in range(visits.shape[1]):
            v = np.int64(visits[r, k])
            if v >= 0:
                gain[r] += prices[v]
    return gain


@inner
def _fewest_first(live, first):
    """Tours by their number of live routes, and these in that order; `first` follows."""
    number = len(first) - 1
    order = np.argsort(first[1:] - first[:-1])
    sorted_live, sorted_first = live.copy(), first.copy()
    for t in range(number):
        size = first[order[t] + 1] - first[order[t]]
        sorted_first[t + 1] = sorted_first[t] + size
        sorted_live[sorted_first[t] : sorted_first[t + 1]] = live[first[order[t]] : first[order[t]] + size]
    first[:] = sorted_first
    return order, sorted_live


@inner
def _keep(found, plan):
    """The plan becomes the first of those found; the last one is forgotten."""
    for k in range(len(found) - 1, 0, -1):
        found[k] = found[k - 1]
    found[0] = plan

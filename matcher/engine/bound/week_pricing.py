"""The week that earns a volunteer the most: a route for each tour, joined by load and by what is owed to needs.

A need that is served on the dates of m earns its prices and is owed

    owed(m) = face · [m ≠ ∅] + Σ over sets S ⊆ m of dates of charge(S),      without end if the dates do not go together,

with charges ≥ 0 for coming on all dates of S. A knapsack of service minutes sees none of this; it sees charges that are shared
out over dates, s_d ≥ 0 on date d, and what is given back of them:

    Σ_{d ∈ m} s_d − max over sets m' of (Σ_{d ∈ m'} s_d − owed(m'))  ≤  owed(m)      for all dates m that go together,

so no week earns more than the knapsack hopes, which does not see limits of dates that several tours share either. Charges are moved by
subgradients (Polyak, 1969) while that makes many routes hopeless. What remains is searched depth first, the tour with the fewest
routes first. Below each choice charges are shared out anew: a need already served is owed owed(m ∪ {d}) − owed(m) for each further
date d (several dates together owe no less, as charges only join), and one that has a single date left pays its whole face there. So
hopes fall quickly to what is true.
"""

import numpy as np

from matcher.engine.bound.charges import allowed_dates, move_charges, note_served, owed_for_route, share_charges
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
def find_weeks(
    visits,
    minutes,
    points,
    tours,
    dates,
    load,
    room,
    days,
    needs,
    owed,
    prices,
    shares,
    known,
    near,
    effort,
    found,
):
    """(what no week earns more than, the most that one is known to earn, how many are found) at these prices, for one volunteer.

    Routes of the t-th tour, on `dates[t]`, are tours[t] : tours[t + 1], prices are [needs × days], `room` [days, 2] is the visits and
    minutes (in units) that each date holds at most; see `knapsack` for the others.
    `known` is what some week earns. Weeks that earn more go to `found` [F, tours], −1 where no route or no such week: better and
    better ones, the last one first, or all of them, if `near`. The search begins with charges of dates `shares` [needs, days] and
    leaves there what they were last. It ends early when more than `effort` routes had to be looked at (`found` then counts as full
    of near ones) or `found` is full of near ones; else the first answer is exact.
    """
    number, last = len(tours) - 1, len(minutes)
    routes = visits, minutes, _gains(visits, points, prices), np.empty(last, dtype=np.int64)
    terms = load, days, needs, owed
    order = np.arange(number)
    live, first = [np.arange(last).astype(np.int32)], np.zeros((number + 1, number + 1), dtype=np.int64)
    first[0] = tours
    charge, allowed = np.zeros(shares.shape, dtype=np.int64), allowed_dates(needs, owed)
    served = _zeros(len(needs))
    times, trial_served = np.zeros(shares.shape, dtype=np.int64), _zeros(len(needs))
    tables = np.empty((4, number + 1, len(load)), dtype=np.int64)
    plan, trial = np.full(number, -1, dtype=np.int64), np.full(number, -1, dtype=np.int64)
    earned, used, at = _zeros(number + 1), _zeros(number + 1), _zeros(number + 1)
    found[:] = -1
    best, bound, kept = known, np.int64(1) << 60, 0
    depth, step = 0, 0
    while depth >= 0:
        if step >= 0:
            left = 0
            for t in range(depth, number):
                left |= 1 << dates[order[t]]
            given_back = earned[depth] + share_charges(days, needs, owed, allowed, shares, served, left, charge)
            trial[:depth] = plan[:depth]
            hope = hoped(
                routes, terms, live[depth], first[depth], depth, used[depth], given_back, charge, tables, trial
            )
            whole, possible = earned_by(routes, terms, trial, times, trial_served)
            if whole > best and not near and possible and _fits(visits, minutes, dates, order, room, trial):
                best, kept = whole, kept + 1
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
            if moves and move_charges(min(hope - best, FAR), days, needs, owed, allowed, charge, shares, times):
                continue
            if depth == 0:
                order, live[0] = _fewest_first(live[0], first[0])
            step = -1
            at[depth] = first[depth, depth] - 1
        elif plan[depth] >= 0:
            note_served(visits, days, plan[depth], served)
            plan[depth] = -1
        j = at[depth]
        if j >= first[depth, depth + 1]:
            depth -= 1
            continue
        at[depth] = j + 1
        earned[depth + 1], used[depth + 1] = earned[depth], used[depth]
        if j >= first[depth, depth]:
            r = live[depth][j]
            more = owed_for_route(visits, days, owed, r, served)
            if more < 0 or used[depth] + minutes[r] >= len(load):
                continue
            if not _date_holds(visits, minutes, dates, order, room, plan, depth, r):
                continue
            used[depth + 1] += minutes[r]
            earned[depth + 1] += routes[2][r] - more
            note_served(visits, days, r, served)
            plan[depth] = r
        if depth + 1 == number:
            whole = earned[number] - load[used[number]]
            if whole > best and near:
                found[kept] = plan
                kept += 1
                if kept == len(found):
                    return bound, best, kept
            elif whole > best:
                best, kept = whole, kept + 1
                _keep(found, plan)
            continue
        effort -= first[depth, number] - first[depth, depth + 1] + CHOICE
        if effort < 0:
            return bound, best, len(found) if near else kept
        if len(live) == depth + 1:
            live.append(live[0].copy())
        begin, end = first[depth, depth + 1], first[depth, number]
        live[depth + 1][begin:end] = live[depth][begin:end]
        first[depth + 1] = first[depth]
        depth, step = depth + 1, 0
    return best, best, kept


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
def _date_holds(visits, minutes, dates, order, room, plan, depth, r):
    """Whether a route of the tour at this depth goes together with those of its date above."""
    date, placed, spent = dates[order[depth]], _length(visits, r), minutes[r]
    for above in range(depth):
        if dates[order[above]] == date and plan[above] >= 0:
            placed += _length(visits, plan[above])
            spent += minutes[plan[above]]
    return placed <= room[date, 0] and spent <= room[date, 1]


@inner
def _fits(visits, minutes, dates, order, room, plan):
    """Whether all dates hold what is planned on them."""
    for depth in range(len(plan)):
        if plan[depth] >= 0 and not _date_holds(visits, minutes, dates, order, room, plan, depth, plan[depth]):
            return False
    return True


@inner
def _length(visits, r):
    length = 0
    for k in range(visits.shape[1]):
        length += visits[r, k] >= 0
    return length


@inner
def _keep(found, plan):
    """The plan becomes the first of those found; the last one is forgotten."""
    for k in range(len(found) - 1, 0, -1):
        found[k] = found[k - 1]
    found[0] = plan

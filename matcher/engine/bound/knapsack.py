"""Routes of the tours of one volunteer, one for each, joined by their service minutes.

In this folder, `routes` are (visits, minutes, gain, hope) of a volunteer's routes: visits are need × days + date, needs by their row
in `needs` and `owed`; minutes are counted in the volunteer's unit; gain is prices less points, hope is gain less the charges of
their needs. `terms` are (load, days, needs, owed): points per service minutes of the week, days of the week, rows (face, bit mask
of dates), and what is owed to a need that is served on the dates of a bit mask. Live routes of tour t are
live[first[t] : first[t + 1]]. `tables` [4, tours + 1, minutes] hold what the best route of a tour earns per minutes and which it
is, what a tour and all after it earn from so many minutes on, and what all before it earn up to there.
"""

import numpy as np

from matcher.engine.compiled import inner

IMPOSSIBLE = -(1 << 60)
EARNED, ROUTE, AFTER, BEFORE = range(4)
FACE, DATES = range(2)
NEVER = 1 << 40
"""Owed for dates that do not go together."""


@inner
def hoped(routes, terms, live, first, tour, used, given_back, charge, tables, plan):
    """The most that tours from one on earn on top of so many minutes, charges given back in part; `plan` holds their routes."""
    visits, minutes, gain, hope = routes
    load = terms[0]
    number, size = len(first) - 1, len(load)
    earned, route, after = tables[EARNED], tables[ROUTE], tables[AFTER]
    of_visit = charge.reshape(-1)
    for m in range(size):
        after[number, m] = given_back - load[m]
    for t in range(number - 1, tour - 1, -1):
        for m in range(size):
            earned[t, m] = IMPOSSIBLE
        for j in range(first[t], first[t + 1]):
            r = live[j]
            worth = gain[r]
            for k in range(visits.shape[1]):
                v = np.int64(visits[r, k])
                if v >= 0:
                    worth -= of_visit[v]
            hope[r] = worth
            m = minutes[r]
            if m < size and worth > earned[t, m]:
                earned[t, m] = worth
                route[t, m] = r
        for m in range(used, size):
            after[t, m] = after[t + 1, m]
        for x in range(1, size - used):
            if earned[t, x] > IMPOSSIBLE:
                for m in range(used, size - x):
                    after[t, m] = max(after[t, m], earned[t, x] + after[t + 1, m + x])
    m = used
    for t in range(tour, number):
        plan[t] = -1
        if after[t, m] != after[t + 1, m]:
            for x in range(1, size - m):
                if earned[t, x] > IMPOSSIBLE and earned[t, x] + after[t + 1, m + x] == after[t, m]:
                    plan[t] = route[t, x]
                    m += x
                    break
    return after[tour, used]


@inner
def earned_by(routes, terms, plan, times, served):
    """What a plan truly earns, and whether it serves no need twice a date or on dates that do not go together.

    `times` and `served` tell how often it serves each on each date, and when."""
    visits, minutes, gain, _ = routes
    load, days, _, owed = terms
    times[:] = 0
    served[:] = 0
    earned, used, allowed = 0, 0, True
    for t in range(len(plan)):
        if plan[t] >= 0:
            earned += gain[plan[t]]
            used += minutes[plan[t]]
            for k in range(visits.shape[1]):
                v = np.int64(visits[plan[t], k])
                if v >= 0:
                    n = v // days
                    date = 1 << (v % days)
                    allowed = allowed and not served[n] & date and owed[n, served[n] | date] < NEVER
                    earned -= owed[n, served[n] | date] - owed[n, served[n]]
                    times[n, v % days] += 1
                    served[n] |= date
    return earned - load[used], allowed


@inner
def keep_hopeful(routes, live, first, tour, used, tables, best):
    """Of the tours from one on, routes stay live that can be part of a week that earns more than the best known."""
    _, minutes, _, hope = routes
    number, size = len(first) - 1, tables.shape[2]
    earned, after, before, others = tables[EARNED], tables[AFTER], tables[BEFORE], tables[EARNED, number]
    for m in range(size):
        before[tour, m] = IMPOSSIBLE
    before[tour, used] = 0
    kept = begin = first[tour]
    for t in range(tour, number):
        end = first[t + 1]
        for m in range(size):
            before[t + 1, m] = before[t, m]
        for x in range(1, size - used):
            others[x] = IMPOSSIBLE
            if earned[t, x] > IMPOSSIBLE:
                for m in range(used, size - x):
                    if before[t, m] > IMPOSSIBLE:
                        others[x] = max(others[x], before[t, m] + after[t + 1, m + x])
                        before[t + 1, m + x] = max(before[t + 1, m + x], earned[t, x] + before[t, m])
        for j in range(begin, end):
            r = live[j]
            if minutes[r] < size - used and others[minutes[r]] > IMPOSSIBLE and hope[r] + others[minutes[r]] > best:
                live[kept] = r
                kept += 1
        begin, first[t + 1] = end, kept

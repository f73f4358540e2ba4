"""What a volunteer owes to needs, shared out over dates; see `week_pricing` for why that charges no week too much."""

import numpy as np

from matcher.engine.bound.knapsack import DATES, FACE, NEVER
from matcher.engine.compiled import inner


@inner
def allowed_dates(needs, owed):
    """(masks [needs, ...], how many): the dates on which each need may be served."""
    masks, number = np.zeros(owed.shape, dtype=np.int64), np.zeros(len(needs), dtype=np.int64)
    for n in range(len(needs)):
        for mask in range(1, owed.shape[1]):
            if mask & ~needs[n, DATES] == 0 and owed[n, mask] < NEVER:
                masks[n, number[n]] = mask
                number[n] += 1
    return masks, number


@inner
def share_charges(days, needs, owed, allowed, shares, served, left, charge):
    """Fills the charge of each need and date left, where it is served on some dates already; answers what is given back."""
    given_back = 0
    for n in range(len(needs)):
        mask, own = needs[n, DATES] & left, served[n]
        total = 0
        for d in range(days):
            if mask >> d & 1:
                total += shares[n, d]
        for d in range(days):
            if mask >> d & 1:
                if own:
                    charge[n, d] = NEVER if own >> d & 1 else owed[n, own | 1 << d] - owed[n, own]
                elif mask == 1 << d:
                    charge[n, d] = owed[n, mask]
                elif total >= needs[n, FACE]:
                    charge[n, d] = shares[n, d]
                elif total > 0:
                    charge[n, d] = shares[n, d] * needs[n, FACE] // total
                else:
                    charge[n, d] = needs[n, FACE] // _bits(mask)
        if not own:
            given_back += _dearest(days, owed, allowed, n, mask, charge)[1]
    return given_back


@inner
def move_charges(gap, days, needs, owed, allowed, charge, shares, times):
    """Charges move along the subgradient at a plan that serves needs so many times on each date; answers whether there is one."""
    norm = 0.0
    for n in range(len(needs)):
        mask, _ = _dearest(days, owed, allowed, n, needs[n, DATES], charge)
        for d in range(days):
            norm += (times[n, d] - (mask >> d & 1)) ** 2
    if norm == 0:
        return False
    step = gap / norm
    for n in range(len(needs)):
        mask, _ = _dearest(days, owed, allowed, n, needs[n, DATES], charge)
        for d in range(days):
            if needs[n, DATES] >> d & 1:
                shares[n, d] = max(0, charge[n, d] + np.int64(step * (times[n, d] - (mask >> d & 1))))
    return True


@inner
def note_served(visits, days, route, served):
    """The needs of a route are served on its date, or no more if they were."""
    for k in range(visits.shape[1]):
        v = np.int64(visits[route, k])
        if v >= 0:
            served[v // days] ^= 1 << (v % days)


@inner
def owed_for_route(visits, days, owed, route, served):
    """What is owed for the route too; −1 if it serves a need twice a date or on dates that do not go together."""
    more = 0
    for k in range(visits.shape[1]):
        v = np.int64(visits[route, k])
        if v >= 0:
            n = v // days
            date = 1 << (v % days)
            if served[n] & date or owed[n, served[n] | date] >= NEVER:
                return -1
            more += owed[n, served[n] | date] - owed[n, served[n]]
    return more


@inner
def _dearest(days, owed, allowed, n, among, charge):
    """(dates, how much): where a need is charged most beyond what is owed to it, 0 if nowhere."""
    masks, number = allowed
    dates, most = 0, 0
    for k in range(number[n]):
        mask = masks[n, k]
        if mask & ~among == 0:
            beyond = -owed[n, mask]
            for d in range(days):
                if mask >> d & 1:
                    beyond += charge[n, d]
            if beyond > most:
                dates, most = mask, beyond
    return dates, most


@inner
def _bits(mask):
    number = 0
    while mask:
        number += 1
        mask &= mask - 1
    return number

"""What a volunteer is charged for faces, shared out over dates; see `week_pricing` for why that charges no week too much."""

import numpy as np

from matcher.engine.bound.knapsack import DATES, MOST_TIMES, PAID
from matcher.engine.compiled import inner

NEVER = 1 << 40


@inner
def share_charges(days, needs, split, often, count, left, charge):
    """Fills the charge of each need and date left, where it is served `count` times already; answers what is given back."""
    given_back = 0
    for n in range(len(needs)):
        free, mask = needs[n, MOST_TIMES] - count[n], needs[n, DATES] & left
        if free <= 0:
            charge[n] = NEVER
            continue
        number, total = _bits(mask), 0
        again = often[n] if number > free else 0
        given_back += free * again
        for d in range(days):
            if mask >> d & 1:
                total += max(0, split[n, d])
        for d in range(days):
            if mask >> d & 1:
                charge[n, d] = again
                if count[n] == 0:
                    if needs[n, MOST_TIMES] == 1 or number == 1:
                        charge[n, d] += needs[n, PAID]
                    elif total > 0:
                        charge[n, d] += max(0, split[n, d]) * needs[n, PAID] // total
                    else:
                        charge[n, d] += needs[n, PAID] // number
    return given_back


@inner
def move_charges(gap, days, needs, split, often, count, served):
    """Charges move along the subgradient at a plan that serves needs `count` times on `served`; answers whether there is one."""
    norm = 0.0
    for n in range(len(needs)):
        wide, excess = _bits(needs[n, DATES]), count[n] - needs[n, MOST_TIMES]
        if excess > 0 or (often[n] > 0 and excess != 0):
            norm += excess * excess
        if 0 < count[n] < wide and needs[n, MOST_TIMES] > 1:
            norm += count[n] * (1.0 - count[n] / wide)
    if norm == 0:
        return False
    step = gap / norm
    for n in range(len(needs)):
        wide, excess = _bits(needs[n, DATES]), count[n] - needs[n, MOST_TIMES]
        if excess > 0 or (often[n] > 0 and excess != 0):
            often[n] = max(0, often[n] + np.int64(step * excess))
        if 0 < count[n] < wide and needs[n, MOST_TIMES] > 1:
            for d in range(days):
                if split[n, d] >= 0:
                    split[n, d] = max(0, split[n, d] + np.int64(step * ((served[n] >> d & 1) - count[n] / wide)))
    return True


@inner
def note_served(visits, days, position, route, count, served, sign):
    """The needs of a route are served once more (sign 1) or less (−1), on its date."""
    for k in range(visits.shape[1]):
        v = np.int64(visits[route, k])
        if v >= 0:
            count[position[v // days]] += sign
            served[position[v // days]] ^= 1 << (v % days)


@inner
def faces_of_route(visits, days, position, needs, fits, route, count, served):
    """What new faces of the route cost; −1 if it serves a need too often, twice a date, or on dates that do not go together."""
    paid = 0
    for k in range(visits.shape[1]):
        v = np.int64(visits[route, k])
        if v >= 0:
            n = position[v // days]
            date = 1 << (v % days)
            if count[n] >= needs[n, MOST_TIMES] or served[n] & date or not fits[n, served[n] | date]:
                return -1
            if count[n] == 0:
                paid += needs[n, PAID]
    return paid


@inner
def _bits(mask):
    number = 0
    while mask:
        number += 1
        mask &= mask - 1
    return number

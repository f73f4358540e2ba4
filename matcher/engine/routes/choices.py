"""Which routes of two windows go together within the limits of their date: of those that make the same visits the cheapest.

The same visits can be shared out between the windows in many ways, of which one is enough. A hash table tells what has been found.
"""

import numpy as np

from matcher.engine.compiled import inlined, inner, kernel

FACTOR, OTHER_FACTOR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
"""Odd numbers whose multiples are spread evenly (Steele, Lea and Flood, 2014)."""
HALF = np.uint64(32)
NOTHING = -1


@kernel
def choices_within(
    visits,
    lengths,
    minutes,
    points,
    others,
    other_lengths,
    other_minutes,
    other_points,
    most_visits,
    most_minutes,
    at_most,
):
    """(a, b, whether these are all): pairs of a route and another one, by rows, that share no visit and are within the limits; no two
    of them make the same visits.

    The others stand by ascending length. Not all where there would be more than `at_most`.
    """
    size, found = 1024, 0
    a, b = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    codes, other_codes = _codes(visits), _codes(others)
    places = np.full(4 * size, NOTHING, dtype=np.int64)
    for i in range(len(minutes)):
        for j in range(len(other_minutes)):
            if lengths[i] + other_lengths[j] > most_visits:
                break
            if minutes[i] + other_minutes[j] > most_minutes or _share(visits[i], others[j]):
                continue
            place = _first_place(places, codes[i] + other_codes[j])
            while places[place] != NOTHING and not _alike(
                visits[i], others[j], visits[a[places[place]]], others[b[places[place]]]
            ):
                place = (place + 1) % len(places)
            known = places[place]
            if known != NOTHING:
                if points[i] + other_points[j] < points[a[known]] + other_points[b[known]]:
                    a[known], b[known] = i, j
                continue
            if found == at_most:
                return a[:0], b[:0], False
            places[place] = found
            a[found], b[found] = i, j
            found += 1
            if found == size:
                size *= 2
                a, b = _longer(a, size), _longer(b, size)
                places = np.full(4 * size, NOTHING, dtype=np.int64)
                for k in range(found):
                    place = _first_place(places, codes[a[k]] + other_codes[b[k]])
                    while places[place] != NOTHING:
                        place = (place + 1) % len(places)
                    places[place] = k
    return a[:found], b[:found], True


@inner
def _codes(visits):
    """Of each route a number that tells its visits from others', nearly always, whatever their order; those of two routes add up."""
    codes = np.zeros(len(visits), dtype=np.uint64)
    for r in range(len(visits)):
        for k in range(visits.shape[1]):
            if visits[r, k] >= 0:
                code = np.uint64(visits[r, k] + 1) * FACTOR
                codes[r] += (code ^ (code >> HALF)) * OTHER_FACTOR
    return codes


@inlined
def _first_place(places, code):
    """Where a code is looked for first; there are 2 ** n places."""
    return np.int64((code ^ (code >> HALF)) & np.uint64(len(places) - 1))


@inlined
def _share(visits, others):
    for k in range(len(visits)):
        for j in range(len(others)):
            if visits[k] >= 0 and visits[k] == others[j]:
                return True
    return False


@inner
def _alike(visits, others, known, known_others):
    """Whether two pairs of routes, each without a visit in common, make the same visits."""
    return (
        _missing(visits, known, known_others) + _missing(others, known, known_others) == 0
        and _missing(known, visits, others) + _missing(known_others, visits, others) == 0
    )


@inner
def _missing(some, one, other):
    """How many of some visits are on neither of two routes."""
    missing = 0
    for k in range(len(some)):
        if some[k] >= 0:
            there = False
            for j in range(len(one)):
                there = there or one[j] == some[k]
            for j in range(len(other)):
                there = there or other[j] == some[k]
            missing += not there
    return missing


@inner
def _longer(row, size):
    longer = np.empty(size, dtype=row.dtype)
    longer[: len(row)] = row
    return longer

"""Which routes of two windows go together within the limits of their date."""

import numpy as np

from matcher.engine.compiled import inlined, inner, kernel


@kernel
def choices_within(visits, lengths, minutes, others, other_lengths, other_minutes, most_visits, most_minutes, at_most):
    """(a, b, whether these are all): pairs of a route and another one, by rows, that share no visit and are within the limits.

    The others stand by ascending length. Not all where there would be more than `at_most`.
    """
    size, found = 1024, 0
    a, b = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    for i in range(len(minutes)):
        for j in range(len(other_minutes)):
            if lengths[i] + other_lengths[j] > most_visits:
                break
            if minutes[i] + other_minutes[j] > most_minutes or _share(visits[i], others[j]):
                continue
            if found == at_most:
                return a[:0], b[:0], False
            if found == size:
                size *= 2
                a, b = _longer(a, size), _longer(b, size)
            a[found], b[found] = i, j
            found += 1
    return a[:found], b[:found], True


@inlined
def _share(visits, others):
    for k in range(len(visits)):
        for j in range(len(others)):
            if visits[k] >= 0 and visits[k] == others[j]:
                return True
    return False


@inner
def _longer(row, size):
    longer = np.empty(size, dtype=row.dtype)
    longer[: len(row)] = row
    return longer

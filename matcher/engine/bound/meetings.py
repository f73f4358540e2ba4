"""Meetings of crews that a linear optimum misses: who is early there is there with somebody late."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.cuts import ANYBODY, Meeting

VIOLATED = 1e-2
"""A meeting is missed by so much of a visit."""


class Arrivals(NamedTuple):
    """Plans with a visit of a crew: whose, from when to when it can start in them, and their shares; [P]."""

    volunteers: NDArray[np.int64]
    earliest: NDArray[np.int64]
    latest: NDArray[np.int64]
    shares: NDArray[np.float64]


def missed(need: int, dates: int, crew: int, served: float, arrivals: Arrivals) -> Iterator[Meeting]:
    """Of each volunteer at a visit (so much of it is served) the meetings that are missed most: with one other, and with anybody."""
    volunteers, earliest, latest, shares = arrivals
    there, of = np.unique(volunteers, return_inverse=True)
    for position, one in enumerate(there.tolist()):
        own = of == position
        for early in (True, False):
            with_one, with_anybody = [], []
            for moment in np.unique(latest[own] if early else earliest[own] - 1).tolist():
                are_early, are_late = latest <= moment, earliest > moment
                mine, theirs = (are_early, are_late) if early else (are_late, are_early)
                his, others = shares[own & mine].sum(), np.bincount(of, shares * (theirs & ~own), len(there))
                most = int(others.argmax())
                with_one.append((his + others[most] - served, int(there[most]), moment))
                excess = (crew - 1) * his + shares[own].sum() + others.sum() - crew * served
                with_anybody.append((excess, ANYBODY, moment))
            for excess, other, moment in (max(with_one), max(with_anybody)):
                if excess > VIOLATED:
                    yield Meeting(need, dates, one, other, moment, early)

"""What a route has to earn to be part of a better week than one that is known, where the best routes of every tour are known."""

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.knapsack import IMPOSSIBLE
from matcher.waist.instance import Points

Numbers = NDArray[np.signedinteger]


def most_of_tours(tours: int, tour: Numbers, minutes: Numbers, earned: Points, size: int) -> Points:
    """What routes earn at most per tour and units of minutes, of which there are `size`; no route earns 0. [T, M]

    Of each route are given the tour, its minutes and what it earns, [R]."""
    most = np.full((tours, size), IMPOSSIBLE, dtype=np.int64)
    most[:, 0] = 0
    np.maximum.at(most, (tour, minutes), earned)
    return most


def least_worth(earned: Points, load: Points, known: int) -> Points:
    """A week of routes that earn no more than `earned` of their tours and units of minutes [T, M] earns more than is known only if
    each of them earns more than this [T, M], which does not fall with minutes; `load` [M] are points of units of minutes."""
    tours, size = earned.shape
    nothing = np.full(size, IMPOSSIBLE, dtype=np.int64)
    nothing[0] = 0
    before, after = [nothing], [nothing]
    for tour in range(tours):
        before.append(_together(before[-1], earned[tour]))
        after.append(_together(after[-1], earned[tours - 1 - tour]))
    least = np.empty_like(earned)
    for tour in range(tours):
        others = _together(before[tour], after[tours - 1 - tour])
        for minutes in range(size):
            least[tour, minutes] = known - (others[: size - minutes] - load[minutes:]).max()
    return np.minimum.accumulate(least[:, ::-1], axis=1)[:, ::-1]


def _together(one: Points, other: Points) -> NDArray[np.int64]:
    """The most that two earn together per units of minutes, each of which earns so much per units of its own."""
    most = np.full(len(one), IMPOSSIBLE, dtype=np.int64)
    for minutes in np.nonzero(one > IMPOSSIBLE)[0].tolist():
        rest = other[: len(other) - minutes]
        most[minutes:] = np.maximum(most[minutes:], np.where(rest > IMPOSSIBLE, one[minutes] + rest, IMPOSSIBLE))
    return most

"""Routes of all tours of a volunteer together: a knapsack of service minutes with a convex cost of their sum."""

import numpy as np

from matcher.engine.compiled import kernel

IMPOSSIBLE = -(1 << 60)


@kernel
def combine_tours(earned, load, best):
    """The most that routes of all tours earn together less the load, and the minutes of each; see `volunteers`."""
    tours, size = earned.shape
    best[0, :] = IMPOSSIBLE
    best[0, 0] = 0
    for t in range(tours):
        best[t + 1] = best[t]
        for m in range(1, size):
            if earned[t, m] > 0:
                for before in range(size - m):
                    if best[t, before] > IMPOSSIBLE:
                        best[t + 1, before + m] = max(best[t + 1, before + m], best[t, before] + earned[t, m])
    left, most = 0, -load[0]
    for m in range(size):
        if best[tours, m] > IMPOSSIBLE and best[tours, m] - load[m] > most:
            left, most = m, best[tours, m] - load[m]
    minutes = np.zeros(tours, dtype=np.int64)
    for t in range(tours - 1, -1, -1):
        if best[t + 1, left] == best[t, left]:
            continue
        for m in range(1, left + 1):
            if (
                earned[t, m] > 0
                and best[t, left - m] > IMPOSSIBLE
                and best[t, left - m] + earned[t, m] == best[t + 1, left]
            ):
                minutes[t] = m
                left -= m
                break
    return most, minutes

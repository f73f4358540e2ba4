"""What pinned visits leave to choose: no start, crew and dates of theirs but those that stand.

A roster keeps its points, for it has all pinned visits; so whoever knows nothing of pins (the bound, dives, routes) may look here
instead, and finds less to choose from. A pinned visit that could not stand as it is published is left to those who know.
"""

import numpy as np

from matcher.waist.instance import Flags, Instance, Ints, frozen

MISSED = 30_000
"""Points of dates without a pinned visit: no roster has them, but a linear program can begin with them."""


def with_pins(instance: Instance) -> Instance:
    """The same rosters with the same points; of what is none, less is there to be chosen."""
    pinned = _standing(instance)
    if not pinned.any():
        return instance
    days, masks = instance.days, np.arange(instance.pattern_points.shape[1])
    of_needs = pinned.reshape(-1, days) @ (1 << np.arange(days))
    (pattern, dates), row = np.unique(np.stack((instance.need_pattern, of_needs)), axis=1, return_inverse=True)
    points = instance.pattern_points[pattern] + MISSED * ((masks & dates[:, None]) != dates[:, None])
    visit = np.repeat(np.arange(len(pinned)), np.diff(instance.start_ptr))
    fixed, start = pinned[visit], instance.published_start[visit]
    kept = ~fixed | ((instance.start_first <= start) & (start <= instance.start_last))
    ptr = np.append(0, np.bincount(visit[kept], minlength=len(pinned)).cumsum())
    return frozen(
        *instance._replace(
            need_pattern=row.reshape(-1).astype(np.int32),
            pattern_points=points,
            pair_days=instance.pair_days & ~_others(instance, pinned),
            start_ptr=ptr.astype(np.int32),
            start_first=np.where(fixed, start, instance.start_first)[kept],
            start_last=np.where(fixed, start, instance.start_last)[kept],
            start_points=instance.start_points[kept],
        )
    )


def _standing(instance: Instance) -> Flags:
    """Pinned visits whose published crew may come then; [N × D]."""
    standing = np.zeros(len(instance.pinned), dtype=np.bool_)
    for visit in np.nonzero(instance.pinned)[0].tolist():
        need, day = divmod(visit, instance.days)
        spans, start = slice(*instance.start_ptr[visit : visit + 2]), instance.published_start[visit]
        at = (instance.start_first[spans] <= start) & (start <= instance.start_last[spans])
        of_crew = _of_crew(instance, visit) & (instance.pair_days[_pairs(instance, visit)] >> day & 1 == 1)
        standing[visit] = at.any() and of_crew.sum() == instance.need_crew[need]
    return standing


def _others(instance: Instance, pinned: Flags) -> Ints:
    """Dates of each pair on which its volunteer is none of those who come to a pinned visit, as bit masks; [P]."""
    dates = np.zeros(instance.pairs, dtype=np.int32)
    for visit in np.nonzero(pinned)[0].tolist():
        dates[_pairs(instance, visit)[~_of_crew(instance, visit)]] |= 1 << visit % instance.days
    return dates


def _of_crew(instance: Instance, visit: int) -> Flags:
    """Which pairs of a visit's need are those of its published crew."""
    crew = instance.published_volunteer[instance.published_ptr[visit] : instance.published_ptr[visit + 1]]
    return np.isin(instance.pair_volunteer[_pairs(instance, visit)], crew)


def _pairs(instance: Instance, visit: int) -> Ints:
    need = visit // instance.days
    return instance.need_pair[instance.need_pair_ptr[need] : instance.need_pair_ptr[need + 1]]

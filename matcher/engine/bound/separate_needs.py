"""A first lower bound: every need is served as well as it could be if it had all volunteers to itself.

With f_n(m) the points of serving need n on exactly the dates of m by the cheapest volunteers who may come then,

    bound = Σ_n min_m f_n(m) + Σ_c unserved points of cadres none of whose needs can be served
            + Σ_v load points of an idle week + changed points of published visits that cannot stand.

Each term is at most what any roster pays for it, and no payment is counted twice: needs pay for patterns, pairs and starts;
ways, faces and the baseline of visits that could stand are left out. So the sum is a bound.
"""

import numpy as np

from matcher.waist.instance import FORBIDDEN, Flags, Instance, Points


def lower_bound(instance: Instance) -> int:
    """Points that no roster of the instance can be below."""
    cheapest = visit_points(instance)
    need_points = _needs(instance, cheapest)
    possible: Flags = np.any(cheapest < FORBIDDEN, axis=1)
    idle = instance.load_points[instance.volunteer_load].min(axis=1, initial=FORBIDDEN)
    total = need_points.sum() + idle.sum()
    total += instance.cadre_unserved_points[~_cadres_served(instance, possible)].sum()
    return int(total + instance.changed_points * _published_that_cannot_stand(instance))


def dates_of_masks(instance: Instance) -> Points:
    """Row m holds a 1 for each date of the bit mask m; [2^D, D]."""
    masks = np.arange(instance.pattern_points.shape[1], dtype=np.int64)
    return (masks[:, None] >> np.arange(instance.days)) & 1


def visit_points(instance: Instance) -> Points:
    """Points of the cheapest crew and start for each need and date, FORBIDDEN where too few may come; [N, D]."""
    points = np.full((instance.needs, instance.days), FORBIDDEN, dtype=np.int64)
    start_points = _cheapest_starts(instance)
    for need in range(instance.needs):
        pairs = instance.need_pair[instance.need_pair_ptr[need] : instance.need_pair_ptr[need + 1]]
        crew = int(instance.need_crew[need])
        for day in range(instance.days):
            able = pairs[instance.pair_days[pairs] >> day & 1 == 1]
            if len(able) >= crew:
                points[need, day] = np.partition(instance.pair_points[able], crew - 1)[:crew].sum()
    return np.where(points < FORBIDDEN, points + start_points, FORBIDDEN)


def _cheapest_starts(instance: Instance) -> Points:
    cheapest = np.zeros(instance.needs * instance.days, dtype=np.int64)
    some = np.diff(instance.start_ptr) > 0
    if some.any():
        cheapest[some] = np.minimum.reduceat(instance.start_points, instance.start_ptr[:-1][some])
    return cheapest.reshape(instance.needs, instance.days)


def _needs(instance: Instance, cheapest_visits: Points) -> Points:
    """Points of the cheapest pattern of each need; [N]."""
    on_dates = np.minimum(cheapest_visits @ dates_of_masks(instance).T, FORBIDDEN)
    cheapest: Points = (instance.pattern_points[instance.need_pattern] + on_dates).min(axis=1, initial=2 * FORBIDDEN)
    return cheapest


def _cadres_served(instance: Instance, possible: Flags) -> Flags:
    """Cadres with a need that can be served; [C]."""
    served = np.zeros(len(instance.cadre_apart), dtype=np.bool_)
    cadre = np.repeat(np.arange(len(served)), np.diff(instance.cadre_need_ptr))
    np.logical_or.at(served, cadre, possible[instance.cadre_need])
    return served


def _published_that_cannot_stand(instance: Instance) -> int:
    able = {
        (need, volunteer): days
        for need, volunteer, days in zip(
            instance.pair_need.tolist(), instance.pair_volunteer.tolist(), instance.pair_days.tolist(), strict=True
        )
    }
    lost = 0
    for visit in np.nonzero(instance.published_start >= 0)[0].tolist():
        need, day = divmod(visit, instance.days)
        who = instance.published_volunteer[instance.published_ptr[visit] : instance.published_ptr[visit + 1]].tolist()
        lost += not all(able.get((need, volunteer), 0) >> day & 1 for volunteer in who)
    return lost

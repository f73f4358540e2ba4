"""Routes of one volunteer, in numbers of his own: few, so that what is kept of each of them is small."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.routes import Routes
from matcher.waist.instance import Instance, Ints, Points


class Listed(NamedTuple):
    """Routes of a volunteer."""

    visits: Ints  # [R, L] pair × D + date, of the volunteer's own pairs; −1 pads
    minutes: Ints  # [R] in the unit of which all services are whole multiples
    points: Points  # [R] times SCALE
    tours: NDArray[np.int64]  # [T + 1] those of the t-th tour stand at tours[t] : tours[t + 1]


def own_visits(instance: Instance, volunteer: int) -> Ints:
    """The visits that the volunteer's own numbers stand for: pair × D + date; the last one, −1, is for pads."""
    needs, days = instance.pair_need[instance.pairs_of(volunteer)], instance.days
    return np.append((needs[:, None] * days + np.arange(days)).ravel(), -1).astype(np.int32)


def listed_of(instance: Instance, routes: Routes, volunteer: int, unit: int) -> Listed | None:
    """Routes of the volunteer, if all of them are listed; services take whole multiples of a unit of minutes."""
    tours = instance.tours_of(volunteer)
    if not routes.complete[tours.start : tours.stop].all():
        return None
    first = routes.first[tours.start : tours.stop + 1]
    part = slice(int(first[0]), int(first[-1]))
    own, number = own_visits(instance, volunteer), np.full(instance.needs * instance.days + 1, -1, dtype=np.int32)
    number[own[:-1]] = np.arange(len(own) - 1)
    longest = max(1, int((routes.visits[part] >= 0).sum(axis=1).max(initial=0)))
    visits, minutes = number[routes.visits[part, :longest]], routes.minutes[part] // unit
    return Listed(visits, minutes, routes.points[part].copy(), first - first[0])


def of_all_tours(parts: list[Listed]) -> Listed:
    """The routes of one tour after the other."""
    longest = max(part.visits.shape[1] for part in parts)
    visits = [np.pad(part.visits, ((0, 0), (0, longest - part.visits.shape[1])), constant_values=-1) for part in parts]
    ends = np.cumsum([0, *(len(part.minutes) for part in parts)])
    minutes, points = (np.concatenate(column) for column in zip(*(part[1:3] for part in parts), strict=True))
    return Listed(np.concatenate(visits), minutes, points, ends)

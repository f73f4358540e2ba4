"""Windows of one date joined: what a volunteer can do in all of them within the limits of the date.

Routes of different windows are chosen independently, but a limit of the date joins them. Where it may bind, every set of visits
within it is listed as one route of the first of these windows, shared out between them at the least cost; the others have none then.
"""

from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from matcher.engine.routes import listing
from matcher.engine.routes.choices import choices_within
from matcher.engine.routes.listing import Routes
from matcher.engine.routes.windows import Windows
from matcher.waist.instance import MINUTES, VISITS, Instance, Ints, Points

Part = tuple[Ints, Ints, Points]
"""Visits, minutes and points of some routes, as in `Routes`."""


def join_dates(instance: Instance, windows: Windows, routes: Routes) -> Routes:
    """The same routes, joined wherever the windows of a volunteer's date hold more than the date may.

    Dates with more than `listing.MOST_OF_A_TOUR` choices stay as they are, which allows more than their limits do.
    """
    parts: list[Part] = [
        (routes.visits[begin:end], routes.minutes[begin:end], routes.points[begin:end])
        for begin, end in zip(routes.first[:-1].tolist(), routes.first[1:].tolist(), strict=True)
    ]
    joined_to = routes.joined_to.copy()
    dates = zip(instance.tour_volunteer.tolist(), instance.tour_day.tolist(), strict=True)
    for (volunteer, day), group in groupby(enumerate(dates), key=lambda one: one[1]):
        tours = [tour for tour, _ in group]
        limit = instance.limit[volunteer, 1 + day, [VISITS, MINUTES]]
        held = np.array([windows.tours[tour].most for tour in tours]).sum(axis=0)
        if len(tours) > 1 and (held > limit).any() and routes.complete[tours].all():
            joined = _joined([parts[tour] for tour in tours], int(limit[0]), int(limit[1]))
            if joined is not None:
                joined_to[tours] = tours[0]
                none: Part = (joined[0][:0], joined[1][:0], joined[2][:0])
                for tour, part in zip(tours, (joined, *[none] * (len(tours) - 1)), strict=True):
                    parts[tour] = part
    ends = np.cumsum([0, *(len(minutes) for _, minutes, _ in parts)], dtype=np.int64)
    width = max((visits.shape[1] for visits, _, _ in parts), default=routes.visits.shape[1])
    table = np.full((int(ends[-1]), width), -1, dtype=np.int32)
    for (visits, _, _), begin in zip(parts, ends[:-1].tolist(), strict=True):
        table[begin : begin + len(visits), : visits.shape[1]] = visits
    return Routes(
        ends,
        table,
        np.concatenate((routes.minutes[:0], *[minutes for _, minutes, _ in parts])),
        np.concatenate((routes.points[:0], *[points for _, _, points in parts])),
        routes.complete,
        joined_to,
    )


def _joined(parts: list[Part], most_visits: int, most_minutes: int) -> Part | None:
    """All choices from these windows within the limits, of those with the same visits the cheapest; None where they are too many."""
    joined = _or_none(parts[0])
    for part in parts[1:]:
        other = _or_none(part)
        shortest_first = np.argsort(_lengths(other), kind="stable")
        other = other[0][shortest_first], other[1][shortest_first], other[2][shortest_first]
        a, b, complete = choices_within(
            joined[0],
            _lengths(joined),
            joined[1],
            joined[2],
            other[0],
            _lengths(other),
            other[1],
            other[2],
            most_visits,
            most_minutes,
            listing.MOST_OF_A_TOUR,
        )
        if not complete:
            return None
        visits = np.sort(np.concatenate((joined[0][a], other[0][b]), axis=1), axis=1)[:, ::-1]
        longest = max(1, int((visits >= 0).sum(axis=1).max(initial=0)))
        joined = visits[:, :longest], joined[1][a] + other[1][b], joined[2][a] + other[2][b]
    some = _lengths(joined) > 0
    return joined[0][some], joined[1][some], joined[2][some]


def _or_none(part: Part) -> Part:
    """The same routes and one without visits."""
    none, before = ((1, 0), (0, 0)), (1, 0)
    return np.pad(part[0], none, constant_values=-1), np.pad(part[1], before), np.pad(part[2], before)


def _lengths(part: Part) -> NDArray[np.int64]:
    lengths: NDArray[np.int64] = (part[0] >= 0).sum(axis=1)
    return lengths

"""The new need as integers: all that the rules say of it and of those who may serve it."""

from typing import NamedTuple

from matcher.waist.instance import Ints, Points


class Served(NamedTuple):
    """A cadre whom the visit would serve."""

    cadre: int
    """Position in the standing instance, or -1 where no standing need names the cadre."""
    unserved_points: int
    apart: bool
    """Visits that serve the cadre may not overlap."""
    helper: int
    """The volunteer who is this cadre and can be at one place only, or -1."""


class Column(NamedTuple):
    """What an instance would hold of one need more; P pairs, Q starts. Symbols are those of `matcher.waist.instance`."""

    minutes: int
    crew: int
    pattern_points: Points  # [2^D]
    faces: int  # points of its crew's faces
    served: tuple[Served, ...]
    starts: Points  # [Q, 2] start on the grid and its points, ascending
    volunteer: Ints  # [P] ascending
    days: Ints  # [P] bit mask of dates
    points: Points  # [P] points of a visit by the pair's volunteer
    way_in: Points  # [P] minutes from the base to the need's place
    way_out: Points  # [P] and back
    stop_in: Points  # minutes from every standing stop of every pair's volunteer, in the order of `Standing.stops_of`
    stop_out: Points  # and back to it

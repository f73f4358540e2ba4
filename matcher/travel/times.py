"""Travel minutes between places: what any provider (speed, matrix, later a road network) can be asked."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.domain import Need, Point, Problem, Volunteer

Minutes = NDArray[np.int32]
Indices = NDArray[Any]


class Place(NamedTuple):
    """Somewhere a tour can be: the base of a volunteer, the home of a cadre, or a need's own location."""

    id: str
    point: Point


class Ways(Protocol):
    """Travel minutes among a fixed sequence of places, looked up by their positions in it."""

    def __call__(self, origins: Indices, destinations: Indices) -> Minutes:
        """Whole minutes from each origin to each destination; the two index arrays broadcast against each other."""


class TravelTimes(Protocol):
    """A provider of whole travel minutes for one mode."""

    obeys_triangle: bool
    """No detour over a third place is ever shorter than the direct way."""

    def minutes(self, origin: Place, destination: Place) -> int:
        """Whole minutes from origin to destination, 0 where they are equal."""

    def among(self, places: Sequence[Place]) -> Ways:
        """The same minutes for many pairs at once."""

    def furthest_metres(self, minutes: int) -> float:
        """No place further away than this, in a straight line, is reached within the minutes; infinite if unknown."""


def base_of(volunteer: Volunteer) -> Place:
    """Where the volunteer's tours start and end."""
    return Place(volunteer.id, volunteer.location)


def place_of(need: Need, problem: Problem) -> Place:
    """Where the need is served: its own location, or the home of its cadre."""
    if need.location is not None:
        return Place(need.id, need.location)
    return Place(need.cadre, problem.cadre_by_id[need.cadre].location)

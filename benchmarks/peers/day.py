"""A single day in neutral terms: what is to be visited, in which tours, by whom, how far everything is.

Every engine gets this and says it in its own words. Minutes count from midnight. All services, windows and hours lie on
the grid, so a visit that follows another one starts exactly `detained` minutes after its end or later: the travel time
rounded up to the grid. An engine that reckons with `detained` ways keeps the grid without having heard of it.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.domain import Problem

Table = NDArray[np.int64]


class Starts(NamedTuple):
    """The visit may start from `first` to `last`, both included."""

    first: int
    last: int


class Wanted(NamedTuple):
    """A visit that somebody needs; a roster without it costs so many points more."""

    need: str
    minutes: int
    starts: tuple[Starts, ...]
    points: int


class Tour(NamedTuple):
    """One availability window of a volunteer: base → visits → base between `opens` and `closes`."""

    volunteer: int
    opens: int
    closes: int


class Limits(NamedTuple):
    """What a volunteer does on the day at most, in all tours together."""

    visits: int
    minutes: int


class Placed(NamedTuple):
    """An engine's answer is a list of these: the visit (a position in `wanted`), its tour (in `tours`), its start."""

    visit: int
    tour: int
    start: int


@dataclass(frozen=True, eq=False)
class Day:
    """N wanted visits, V volunteers, and their tours; places are the N visits, then the V bases."""

    problem: Problem
    wanted: tuple[Wanted, ...]
    tours: tuple[Tour, ...]
    limits: tuple[Limits, ...]
    modes: tuple[str, ...]
    """The mode of each volunteer."""
    ways: dict[str, Table]
    """Travel minutes, which are also their points, by mode: places × places."""
    allowed: NDArray[np.bool_]
    """V × N: whether the volunteer may serve the visit, whatever else happens."""
    pair_points: Table
    """V × N: points for a stranger, and for a helper from another station."""
    week_minutes: tuple[int, ...]
    """The limit of each volunteer's week, from which the points of a full one follow."""

    @cached_property
    def detained(self) -> dict[str, Table]:
        """The ways rounded up to the grid."""
        grid = self.problem.grid_minutes
        return {mode: -(-minutes // grid) * grid for mode, minutes in self.ways.items()}

    def base(self, volunteer: int) -> int:
        """The place where the volunteer's tours start and end."""
        return len(self.wanted) + volunteer

    def load_points(self, volunteer: int, minutes: int) -> int:
        """What it costs that the volunteer serves so many minutes."""
        limit = self.week_minutes[volunteer]
        return max(0, 100 * minutes - 60 * limit) // 1000 + 2 * (max(0, 100 * minutes - 85 * limit) // 1000)

    def served_by(self, volunteer: int) -> list[int]:
        """The visits that the volunteer may serve."""
        return [int(visit) for visit in np.flatnonzero(self.allowed[volunteer])]

    def tours_of(self, volunteer: int) -> list[int]:
        """Positions of the volunteer's tours, in the order of time."""
        return [position for position, tour in enumerate(self.tours) if tour.volunteer == volunteer]

    def tour_at(self, volunteer: str, minute: int) -> int:
        """Position of the tour in which the volunteer of this id is at this minute."""
        return next(
            position
            for position, tour in enumerate(self.tours)
            if self.problem.volunteers[tour.volunteer].id == volunteer and tour.opens <= minute < tour.closes
        )

    def tours_for(self, visit: int) -> list[int]:
        """Positions of the tours whose volunteer may serve the visit."""
        return [int(tour) for tour in np.flatnonzero(self.allowed[self._volunteers, visit])]

    @cached_property
    def _volunteers(self) -> Table:
        return np.array([tour.volunteer for tour in self.tours], dtype=np.int64)

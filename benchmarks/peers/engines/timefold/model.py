"""The day as Timefold plans it: a list variable of stops per tour, starts as shadow variables that follow from it."""

from dataclasses import dataclass, field
from typing import Annotated, Optional

from timefold.solver.domain import (
    CascadingUpdateShadowVariable,
    InverseRelationShadowVariable,
    NextElementShadowVariable,
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningListVariable,
    PlanningScore,
    PreviousElementShadowVariable,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import HardSoftScore

CIRCLE, UNFAMILIAR, CROSS_STATION = 15, 10, 8
"""Minutes and points of the default policy; compiled code wants them as constants."""


@dataclass
class Mode:
    """How somebody travels."""

    fixed_minutes: float
    minutes_per_metre: float
    grid: int


@dataclass
class Place:
    """A point in space, in metres from the centre of the earth: chords between places are as good as arcs."""

    x: float
    y: float
    z: float

    def minutes(self, other: "Place", mode: Mode) -> int:
        """Of the way there, rounded up."""
        x, y, z = self.x - other.x, self.y - other.y, self.z - other.z
        squared = x * x + y * y + z * z
        if squared < 1e-6:
            return 0
        exact = mode.fixed_minutes + squared**0.5 * mode.minutes_per_metre
        whole = int(exact)
        return whole if whole == exact else whole + 1

    def detained(self, other: "Place", mode: Mode) -> int:
        """Of the way there, rounded up to the grid."""
        return (self.minutes(other, mode) + mode.grid - 1) // mode.grid * mode.grid


@dataclass
class Person:
    """A volunteer: whom they may serve, whom they know, the limits of the day, the points of a load by minutes ÷ grid."""

    id: int
    home: Place
    mode: Mode
    station: int
    kinds: set[int]
    excluded: set[int]
    known: set[int]
    most_visits: int
    most_minutes: int
    load_points: list[int]


@planning_entity
@dataclass
class Stop:
    """A visit; needs that ask for the same are of one kind."""

    id: Annotated[int, PlanningId]
    place: Place
    kind: int
    station: int
    minutes: int
    firsts: list[int]
    lasts: list[int]
    points: int
    route: Annotated[Optional["Route"], InverseRelationShadowVariable(source_variable_name="stops")] = field(
        default=None
    )
    previous: Annotated[Optional["Stop"], PreviousElementShadowVariable(source_variable_name="stops")] = field(
        default=None
    )
    following: Annotated[Optional["Stop"], NextElementShadowVariable(source_variable_name="stops")] = field(
        default=None
    )
    start: Annotated[int | None, CascadingUpdateShadowVariable(target_method_name="update_start")] = field(default=None)

    def update_start(self) -> None:
        """As early as the stop before and the windows allow."""
        if self.route is None:
            self.start = None
            return
        mode = self.route.person.mode
        if self.previous is None:
            earliest = self.route.opens + self.route.person.home.detained(self.place, mode)
        elif self.previous.start is None:
            self.start = None
            return
        else:
            earliest = self.previous.start + self.previous.minutes + self.previous.place.detained(self.place, mode)
        for number in range(len(self.firsts)):
            if earliest <= self.lasts[number]:
                self.start = max(earliest, self.firsts[number])
                return
        self.start = earliest

    def late(self) -> int:
        """Minutes after the last possible start."""
        return max(0, self.start - self.lasts[len(self.lasts) - 1])

    def too_long(self) -> int:
        """Minutes by which the tour is not home in time, told by its last stop."""
        if self.following is not None:
            return 0
        home = self.start + self.minutes + self.place.minutes(self.route.person.home, self.route.person.mode)
        return max(0, home - self.route.closes)

    def way(self) -> int:
        """Minutes of the way to this stop, and home where it is the last."""
        person = self.route.person
        before = person.home if self.previous is None else self.previous.place
        minutes = before.minutes(self.place, person.mode)
        if self.following is None:
            minutes += self.place.minutes(person.home, person.mode)
        return minutes

    def forbidden(self) -> bool:
        """Whether the volunteer may not come."""
        person = self.route.person
        return (
            self.kind not in person.kinds
            or self.id in person.excluded
            or person.home.minutes(self.place, person.mode) > CIRCLE
        )

    def strangeness(self) -> int:
        """Points of a stranger, and of one from another station."""
        person = self.route.person
        unfamiliar = 0 if self.id in person.known else UNFAMILIAR
        return unfamiliar if person.station == self.station else unfamiliar + CROSS_STATION


@planning_entity
@dataclass
class Route:
    """A tour."""

    id: Annotated[int, PlanningId]
    person: Person
    opens: int
    closes: int
    stops: Annotated[list[Stop], PlanningListVariable(allows_unassigned_values=True)] = field(default_factory=list)


@planning_solution
@dataclass
class Plan:
    """The day."""

    routes: Annotated[list[Route], PlanningEntityCollectionProperty]
    stops: Annotated[list[Stop], PlanningEntityCollectionProperty, ValueRangeProvider]
    score: Annotated[HardSoftScore | None, PlanningScore] = field(default=None)

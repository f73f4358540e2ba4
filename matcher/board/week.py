"""A week as it hangs on a board: who goes to whom and when, what is missing, and the figures; said in no language yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, datetime

from matcher.domain import Priority, Score, Text
from matcher.domain.roster import Status


@dataclass(frozen=True)
class Person:
    """A volunteer or a cadre under the name that people read; `station` is an id."""

    id: str
    name: str
    station: str


@dataclass(frozen=True)
class Appointment:
    """One visit as it is announced."""

    need: str
    service: str
    priority: Priority
    start: datetime
    end: datetime
    cadres: tuple[Person, ...]
    volunteers: tuple[Person, ...]
    pinned: bool

    @property
    def date(self) -> date:
        """The date under which it is announced."""
        return self.start.date()

    def partners(self, volunteer: Person) -> tuple[Person, ...]:
        """Those who come along with this volunteer."""
        return tuple(other for other in self.volunteers if other.id != volunteer.id)


@dataclass(frozen=True)
class Row:
    """One volunteer's week: a cell per date, each with its appointments in the order of time."""

    volunteer: Person
    cells: tuple[tuple[Appointment, ...], ...]
    service_minutes: int
    minutes_on_the_way: int

    @property
    def visits(self) -> int:
        """Appointments of the week."""
        return sum(len(cell) for cell in self.cells)


@dataclass(frozen=True)
class Shortfall:
    """Visits of a need that nobody makes; reasons and suggestion stand as the roster tells them."""

    need: str
    service: str
    priority: Priority
    cadres: tuple[Person, ...]
    missing: int
    wanted: int
    reasons: tuple[Text, ...]
    suggestion: Text | None


@dataclass(frozen=True)
class Tally:
    """What was done of what was wanted: needs count where their cadre belongs, service and ways where the volunteer does."""

    volunteers: int = 0
    volunteers_with_visits: int = 0
    visits_wanted: int = 0
    visits_missing: int = 0
    cadres_named: int = 0
    cadres_served: int = 0
    service_minutes: int = 0
    minutes_on_the_way: int = 0

    @property
    def visits_served(self) -> int:
        """Visits wanted that take place."""
        return self.visits_wanted - self.visits_missing

    @staticmethod
    def sum(tallies: Iterable[Tally]) -> Tally:
        """All of them together: nobody belongs to two stations."""
        return Tally(*(sum(column) for column in zip(*map(astuple, tallies), strict=True)))


@dataclass(frozen=True)
class StationWeek:
    """One station: a row per volunteer, the visits to its cadres, and what these lack."""

    id: str
    name: str
    district: str
    rows: tuple[Row, ...]
    appointments: tuple[Appointment, ...]
    shortfalls: tuple[Shortfall, ...]
    tally: Tally


@dataclass(frozen=True)
class Board:
    """Everything that both faces show."""

    dates: tuple[date, ...]
    stations: tuple[StationWeek, ...]
    policy: str
    seed: int
    status: Status
    score: Score | None
    bound: int | None

    @property
    def tally(self) -> Tally:
        """Of all stations."""
        return Tally.sum(station.tally for station in self.stations)

    @property
    def station_names(self) -> dict[str, str]:
        """What people call a station, by its id."""
        return {station.id: station.name for station in self.stations}

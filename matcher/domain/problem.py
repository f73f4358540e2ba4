"""The problem: who needs what, who can give it, when and where (one week of one or more stations)."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from matcher.domain import checks
from matcher.domain.clock import LocalDate, LocalMinute, midnight, minutes_between
from matcher.domain.document import Document, Id, Name, Word
from matcher.domain.override import Overrides

WholeMinutes = Annotated[int, Field(strict=True, ge=1, le=1440)]
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]


class Point(Document):
    """A WGS-84 coordinate in degrees."""

    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]


class Week(Document):
    """The dates that are planned together: `days` dates from `start` on."""

    start: LocalDate
    days: Annotated[int, Field(strict=True, ge=1, le=7)] = 7

    @property
    def dates(self) -> tuple[date, ...]:
        """All dates of the week, in order."""
        return tuple(self.start + timedelta(days=day) for day in range(self.days))


class Window(Document):
    """A half-open interval `[start, end)` inside one calendar day; it may end at the midnight that closes the day."""

    start: LocalMinute
    end: LocalMinute

    @property
    def minutes(self) -> int:
        """Length."""
        return minutes_between(self.start, self.end)


class Matrix(Document):
    """Whole travel minutes from each point (row) to each point (column); need not be symmetric."""

    points: tuple[Id, ...]
    minutes: tuple[tuple[Annotated[int, Field(strict=True, ge=0, le=1_000_000)], ...], ...]


class TravelMode(Document):
    """How long a way takes: by speed (`ceil(fixed + haversine × detour / speed)` minutes) or by a matrix."""

    metres_per_minute: Annotated[float, Field(gt=0, le=100_000)] | None = None
    detour: Annotated[float, Field(ge=1, le=100)] = 1.0
    fixed_minutes: Annotated[float, Field(ge=0, le=1440)] = 0.0
    matrix: Matrix | None = None

    @model_validator(mode="after")
    def _speed_or_matrix(self) -> Self:
        if (self.metres_per_minute is None) == (self.matrix is None):
            raise ValueError("expected either metres_per_minute or matrix")
        return self


class Station(Document):
    """A community service station (服务站)."""

    id: Id
    name: Name = ""
    district: Name = ""
    location: Point


class Cadre(Document):
    """A retired cadre whom a station looks after."""

    id: Id
    name: Name = ""
    station: Id
    location: Point


class Qualification(Document):
    """A certificate by name; the last valid date is included, and without one it never ends."""

    name: Word
    valid_until: LocalDate | None = None


class Volunteer(Document):
    """A volunteer with a base, services, availability and limits; null limits mean the policy's default."""

    id: Id
    name: Name = ""
    station: Id
    location: Point
    services: tuple[Word, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    gender: Word | Literal["F", "M"] | None = None
    languages: tuple[Name, ...] = ()
    mode: Word = "walk"
    availability: tuple[Window, ...] = ()
    max_visits_per_day: Count | None = None
    max_minutes_per_day: Count | None = None
    max_minutes_per_week: Count | None = None
    cadre: Id | None = None


class Priority(StrEnum):
    """How much a missing visit hurts."""

    EMERGENCY = "emergency"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Decline(Document):
    """A volunteer was asked for a visit on a date, and said no."""

    volunteer: Id
    date: LocalDate


class Need(Document):
    """Visits that a cadre needs this week; a document in which nobody `declined` does not speak of it."""

    id: Id
    cadre: Id
    also_cadres: tuple[Id, ...] = ()
    service: Word
    minutes: WholeMinutes
    visits: Annotated[int, Field(strict=True, ge=1, le=1000)] = 1
    min_gap_days: Annotated[int, Field(strict=True, ge=0, le=1000)] = 1
    crew: Annotated[int, Field(strict=True, ge=1, le=100)] = 1
    priority: Priority = Priority.NORMAL
    windows: tuple[Window, ...] = ()
    preferred: tuple[Window, ...] = ()
    location: Point | None = None
    qualifications: tuple[Word, ...] = ()
    gender: Word | Literal["F", "M"] | None = None
    languages: tuple[Name, ...] = ()
    excluded_volunteers: tuple[Id, ...] = ()
    preferred_volunteers: tuple[Id, ...] = ()
    declined: Annotated[tuple[Decline, ...], Field(exclude_if=lambda declined: not declined)] = ()

    def has_declined(self, volunteer: str, day: date) -> bool:
        """The volunteer has said no to a visit on this date."""
        return any(one.volunteer == volunteer and one.date == day for one in self.declined)

    @property
    def cadres(self) -> tuple[str, ...]:
        """All cadres whom one visit serves, the need's own first, each once."""
        return tuple(dict.fromkeys((self.cadre, *self.also_cadres)))


class Familiarity(Document):
    """How often a volunteer has visited a cadre before."""

    cadre: Id
    volunteer: Id
    visits: Count


class PublishedVisit(Document):
    """A visit of the roster that people already hold in their hands."""

    need: Id
    start: LocalMinute
    volunteers: tuple[Id, ...]
    pinned: bool = False
    overrides: Overrides = ()

    @property
    def stands(self) -> bool:
        """It is pinned, or somebody lets it stand though it breaks a rule: then it counts as pinned."""
        return self.pinned or bool(self.overrides)


class Problem(Document):
    """One week: a frozen document whose references, dates and windows have been checked against each other."""

    version: Literal[1] = 1
    week: Week
    timezone: Name
    grid_minutes: Annotated[int, Field(strict=True, ge=1, le=1440)] = 5
    travel: dict[Word, TravelMode]
    stations: tuple[Station, ...]
    cadres: tuple[Cadre, ...]
    volunteers: tuple[Volunteer, ...]
    needs: tuple[Need, ...]
    history: tuple[Familiarity, ...] = ()
    published: tuple[PublishedVisit, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        faults = list(checks.faults(self))
        if faults:
            more = f" (and {len(faults) - 1} more faults)" if len(faults) > 1 else ""
            raise ValueError(faults[0] + more)
        return self

    @cached_property
    def station_by_id(self) -> dict[str, Station]:
        """Stations by id."""
        return {station.id: station for station in self.stations}

    @cached_property
    def cadre_by_id(self) -> dict[str, Cadre]:
        """Cadres by id."""
        return {cadre.id: cadre for cadre in self.cadres}

    @cached_property
    def volunteer_by_id(self) -> dict[str, Volunteer]:
        """Volunteers by id."""
        return {volunteer.id: volunteer for volunteer in self.volunteers}

    @cached_property
    def need_by_id(self) -> dict[str, Need]:
        """Needs by id."""
        return {need.id: need for need in self.needs}

    def minute(self, moment: datetime) -> int:
        """Wall-clock minutes since the midnight on which the week starts."""
        return minutes_between(midnight(self.week.start), moment)

    def moment(self, minute: int) -> datetime:
        """The local time of a minute of the week; the inverse of `minute`."""
        return midnight(self.week.start) + timedelta(minutes=minute)

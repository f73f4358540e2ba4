"""Who serves: organisations, the volunteers they send, and when each of these can come."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from sqlmodel import Field, UniqueConstraint

from api.storage.columns import Choice, Part
from api.tables.names import Named, Person
from api.tables.places import Latitude, Longitude
from api.tables.row import Fields, Kept, Key, Line, Paragraph, Row
from api.tables.weekly import WeeklyWindow
from matcher.domain import Qualification
from matcher.domain.document import Word

Limit = Annotated[int, Field(ge=0, le=1_000_000)]


class OrganisationKind(StrEnum):
    """Where volunteers come from, and who else helps (家政服务联盟, 社区卫生服务中心)."""

    SCHOOL = "school"
    COMPANY = "company"
    INSTITUTION = "institution"
    SOCIAL = "social"
    YOUTH_LEAGUE = "youth_league"
    AGEING_COMMITTEE = "ageing_committee"
    HEALTH_CENTRE = "health_centre"
    PARTNER = "partner"


class OrganisationFields(Fields):
    """An organisation that sends volunteers or takes over what they cannot do."""

    name: Line = Field(min_length=1)
    code: Line | None = Field(default=None, description="The number it bears outside this system; unique.")
    kind: OrganisationKind = Field(default=OrganisationKind.SOCIAL, sa_type=Choice(OrganisationKind), nullable=False)
    contact: Line = ""
    phone: Line = ""
    services: list[Word] = Field(default=[], sa_type=Part(list[Word]), nullable=False, max_length=50)


class Organisation(OrganisationFields, Named, Row, table=True):
    """An organisation as kept."""

    __table_args__ = (UniqueConstraint("code"),)


class OrganisationPublic(OrganisationFields, Kept):
    """An organisation as shown."""


class Gender(StrEnum):
    """As the contract writes it."""

    FEMALE = "F"
    MALE = "M"


class VolunteerFields(Fields):
    """A volunteer: teams (by service), qualifications with their last valid date, weekly availability, limits."""

    station_id: Key = Field(foreign_key="station.id", index=True)
    organisation_id: Key | None = Field(default=None, foreign_key="organisation.id", index=True)
    cadre_id: Key | None = Field(
        default=None, foreign_key="cadre.id", index=True, description="A cadre who also gives."
    )
    name: Line = Field(min_length=1)
    code: Line | None = Field(default=None, description="The number they bear outside this system; unique.")
    phone: Line = ""
    address: Line = ""
    latitude: Latitude
    longitude: Longitude
    gender: Gender | None = Field(default=None, sa_type=Choice(Gender))
    languages: list[Line] = Field(default=[], sa_type=Part(list[Line]), nullable=False, max_length=50)
    mode: Word = Field(default="walk", max_length=60)
    services: list[Word] = Field(default=[], sa_type=Part(list[Word]), nullable=False, max_length=50)
    qualifications: list[Qualification] = Field(
        default=[], sa_type=Part(list[Qualification]), nullable=False, max_length=50
    )
    availability: list[WeeklyWindow] = Field(
        default=[], sa_type=Part(list[WeeklyWindow]), nullable=False, max_length=100
    )
    max_visits_per_day: Limit | None = None
    max_minutes_per_day: Limit | None = None
    max_minutes_per_week: Limit | None = None
    active: bool = True
    note: Paragraph = ""


class Volunteer(VolunteerFields, Person, Row, table=True):
    """A volunteer as kept."""

    __table_args__ = (UniqueConstraint("code"),)


class VolunteerPublic(VolunteerFields, Kept):
    """A volunteer as shown."""


class AvailabilityExceptionFields(Fields):
    """On this date other times hold than every week; none at all means away."""

    volunteer_id: Key = Field(foreign_key="volunteer.id", index=True)
    day: date
    windows: list[WeeklyWindow] = Field(
        default=[],
        sa_type=Part(list[WeeklyWindow]),
        nullable=False,
        max_length=20,
        description="Weekdays are not read.",
    )
    reason: Line = ""


class AvailabilityException(AvailabilityExceptionFields, Row, table=True):
    """An exception as kept; one a date."""

    __tablename__ = "availability_exception"
    __table_args__ = (UniqueConstraint("volunteer_id", "day"),)


class AvailabilityExceptionPublic(AvailabilityExceptionFields, Kept):
    """An exception as shown."""

"""Where services are organised: the tree of regions (市 > 城区 > 街道 > 社区) and the stations (服务站) in it."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StrictBool
from sqlmodel import Field, UniqueConstraint

from api.storage.columns import Choice, Part
from api.tables.names import Named
from api.tables.row import Fields, Kept, Key, Line, Paragraph, Row
from api.tables.weekly import WeeklyWindow

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class RegionKind(StrEnum):
    """From the whole down."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"


class RegionFields(Fields):
    """A city, or a part of the region above it."""

    name: Line = Field(min_length=1)
    kind: RegionKind = Field(sa_type=Choice(RegionKind), nullable=False)
    parent_id: Key | None = Field(default=None, foreign_key="region.id", index=True)


class Region(RegionFields, Named, Row, table=True):
    """A region as kept."""


class RegionPublic(RegionFields, Kept):
    """A region as shown."""


class StationState(StrEnum):
    """From a plan to a plate on the door (挂牌), and its end."""

    PLANNED = "planned"
    PILOT = "pilot"
    ACTIVE = "active"
    CLOSED = "closed"


class Regime(StrEnum):
    """The written rules that a station needs (制度): duties, visiting, information, study, volunteering."""

    DUTIES = "duties"
    VISITING = "visiting"
    INFORMATION = "information"
    STUDY = "study"
    VOLUNTEERING = "volunteering"


class Staff(BaseModel):
    """Somebody who works at a station."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Line
    duty: Line = ""
    full_time: StrictBool = False


class StationFields(Fields):
    """A community service station: where it is, who runs it, and what it can hold."""

    region_id: Key = Field(foreign_key="region.id", index=True)
    name: Line = Field(min_length=1)
    code: Line | None = Field(default=None, description="The number it bears outside this system; unique.")
    state: StationState = Field(default=StationState.PLANNED, sa_type=Choice(StationState), nullable=False)
    latitude: Latitude
    longitude: Longitude
    address: Line = ""
    premises: Paragraph = Field(default="", description="Rooms and what they are fit for (有阵地).")
    opening_hours: list[WeeklyWindow] = Field(
        default=[], sa_type=Part(list[WeeklyWindow]), nullable=False, max_length=50
    )
    capacity: int = Field(default=0, ge=0, le=100_000, description="People at a time.")
    phone: Line = ""
    leader: Line = Field(default="", description="Who is responsible (有组织).")
    staff: list[Staff] = Field(default=[], sa_type=Part(list[Staff]), nullable=False, max_length=200)
    regimes: list[Regime] = Field(default=[], sa_type=Part(list[Regime]), nullable=False, max_length=10)


class Station(StationFields, Named, Row, table=True):
    """A station as kept."""

    __table_args__ = (UniqueConstraint("code"),)


class StationPublic(StationFields, Kept):
    """A station as shown."""

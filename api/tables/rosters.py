"""Rosters by week: one for each scope and week, and every version of it, none of which is ever changed."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from api.storage.columns import Choice, Instant, Part, now
from api.tables.row import Line, Row, new_id
from matcher.domain import Roster as RosterDocument


class RosterState(StrEnum):
    """A draft until it is published; `changed` after a publication that later versions differ from."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CHANGED = "changed"


class Cause(StrEnum):
    """Why there is another version."""

    CREATED = "created"
    SOLVED = "solved"
    REPLANNED = "replanned"
    EDITED = "edited"
    UNDONE = "undone"
    REDONE = "redone"
    MATCHED = "matched"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    IMPORTED = "imported"


class Roster(Row, table=True):
    """One week of one scope: a region with all its stations, or one station. Its `version` also grows when its state changes."""

    __table_args__ = (UniqueConstraint("region_id", "week"), UniqueConstraint("station_id", "week"))

    region_id: str | None = Field(default=None, foreign_key="region.id", index=True)
    station_id: str | None = Field(default=None, foreign_key="station.id", index=True)
    week: date = Field(index=True)
    newest: int = Field(default=0, description="The number of its newest version.")
    state: RosterState = Field(default=RosterState.DRAFT, sa_type=Choice(RosterState), nullable=False)
    published_version: int | None = None
    published_at: datetime | None = Field(default=None, sa_type=Instant)


class RosterVersion(SQLModel, table=True):
    """One version: the contract's document (ids only, no personal data), what it was compared with, and who made it.

    `baseline` is the version whose visits stand in the problem's `published`, so that changes against it cost points.
    """

    __tablename__ = "roster_version"
    __table_args__ = (UniqueConstraint("roster_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    roster_id: str = Field(foreign_key="roster.id", index=True)
    number: int = Field(ge=1)
    baseline: int | None = None
    document: RosterDocument = Field(sa_type=Part(RosterDocument), nullable=False)
    problem_hash: str | None = Field(default=None, max_length=64, description="Of the problem it was judged in.")
    cause: Cause = Field(sa_type=Choice(Cause), nullable=False)
    undone_to: int | None = Field(default=None, description="The version whose content an undo or redo brought back.")
    note: Line = ""
    made_by: Line = ""
    created_at: datetime = Field(default_factory=now, sa_type=Instant, nullable=False)

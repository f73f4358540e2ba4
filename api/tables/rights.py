"""What people ask of those who keep their data: erasures, and how each consent was given, changed and withdrawn."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from api.storage.columns import Choice, Instant, now
from api.tables.cadres import Purpose
from api.tables.row import Line, Row, new_id


class ErasureState(StrEnum):
    """Asked for, and then confirmed by the name typed."""

    ASKED = "asked"
    DONE = "done"


class Erasure(Row, table=True):
    """Somebody is to be forgotten, as a cadre, as a volunteer, or as both; `rows` counts by table what was gone over.

    It refers to them by id alone, with no foreign key: it is kept longer than they are.
    """

    cadre_id: str | None = Field(default=None, index=True, max_length=64)
    volunteer_id: str | None = Field(default=None, index=True, max_length=64)
    state: ErasureState = Field(default=ErasureState.ASKED, sa_type=Choice(ErasureState), nullable=False)
    reason: Line = ""
    asked_by: Line = ""
    done_by: Line = ""
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    rows: dict[str, int] = Field(default={}, sa_type=JSON, nullable=False)


class ConsentChange(SQLModel, table=True):
    """How a consent stood from `at` on, and who entered it; never changed, and without the words of the note."""

    __tablename__ = "consent_change"

    id: str = Field(default_factory=new_id, primary_key=True)
    cadre_id: str = Field(index=True, max_length=64)
    purpose: Purpose = Field(sa_type=Choice(Purpose), nullable=False)
    given_on: date
    withdrawn_on: date | None = None
    removed: bool = Field(default=False, description="The consent was taken out of the registry.")
    by: Line = ""
    at: datetime = Field(default_factory=now, sa_type=Instant, nullable=False)

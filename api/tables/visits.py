"""What was promised and what came of it: published visits, offers with answers, the ledger (台账), and feedback."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import DateTime, Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from api.storage.columns import Choice, Instant, Part, now
from api.tables.needs import Pillar
from api.tables.row import Line, Paragraph, Row, new_id


class VisitState(StrEnum):
    """Planned until somebody says how it ended."""

    PLANNED = "planned"
    DONE = "done"
    PARTIAL = "partial"
    NOT_HOME = "not_home"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Visit(Row, table=True):
    """A published visit: a need on a date. Later publications change its start and people, or cancel it."""

    __table_args__ = (UniqueConstraint("roster_id", "need_id", "day"),)

    roster_id: str = Field(foreign_key="roster.id", index=True)
    need_id: str = Field(foreign_key="need.id", index=True)
    cadre_id: str = Field(foreign_key="cadre.id", index=True)
    station_id: str = Field(foreign_key="station.id", index=True)
    day: date = Field(index=True)
    start: datetime = Field(sa_type=DateTime, nullable=False, description="Local.")
    end: datetime = Field(sa_type=DateTime, nullable=False, description="Local.")
    volunteers: list[str] = Field(default=[], sa_type=Part(list[str]), nullable=False)
    state: VisitState = Field(default=VisitState.PLANNED, sa_type=Choice(VisitState), nullable=False, index=True)
    published_version: int = Field(description="The version of the roster that made it what it is.")
    reason: Line = Field(default="", description="Why it was cancelled.")
    cancelled_by: Line = ""


class OfferState(StrEnum):
    """From made to answered; `withdrawn` where the roster changed before."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Offer(Row, table=True):
    """One visit offered to one volunteer; of the link only a hash is kept.

    `current` while it is about the visit as published; of a visit and a volunteer at most one is.
    """

    __table_args__ = (
        Index(
            "one_current_offer_a_volunteer",
            "visit_id",
            "volunteer_id",
            unique=True,
            sqlite_where=text("current"),
            postgresql_where=text("current"),
        ),
    )

    visit_id: str = Field(foreign_key="visit.id", index=True)
    volunteer_id: str = Field(foreign_key="volunteer.id", index=True)
    roster_id: str = Field(foreign_key="roster.id", index=True)
    start: datetime = Field(sa_type=DateTime, nullable=False, description="Local; as offered.")
    deadline: datetime = Field(sa_type=Instant, nullable=False)
    token_hash: str = Field(unique=True, max_length=64)
    state: OfferState = Field(default=OfferState.PENDING, sa_type=Choice(OfferState), nullable=False, index=True)
    current: bool = True
    reason: Line = ""
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_by: Line = Field(default="", description="Empty: the volunteer by link; else who entered it for them.")


class PriorVisits(Row, table=True):
    """How often a volunteer had visited a cadre before this system was in use."""

    __tablename__ = "prior_visits"
    __table_args__ = (UniqueConstraint("cadre_id", "volunteer_id"),)

    cadre_id: str = Field(foreign_key="cadre.id", index=True)
    volunteer_id: str = Field(foreign_key="volunteer.id", index=True)
    visits: int = Field(ge=0, le=1_000_000)


class LedgerEntry(SQLModel, table=True):
    """One row of the ledger with its four elements (时间、地点、人员、内容); never changed, a correction is another row.

    A service that no roster planned has no `visit_id`, and no `need_id` where nobody had registered the need.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        Index(
            "one_first_row_a_visit",
            "visit_id",
            unique=True,
            sqlite_where=text("corrects_id IS NULL"),
            postgresql_where=text("corrects_id IS NULL"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    visit_id: str | None = Field(default=None, foreign_key="visit.id", index=True)
    need_id: str | None = Field(default=None, foreign_key="need.id", index=True)
    station_id: str = Field(foreign_key="station.id", index=True)
    corrects_id: str | None = Field(default=None, foreign_key="ledger_entry.id", unique=True)
    outcome: VisitState = Field(sa_type=Choice(VisitState), nullable=False)
    pillar: Pillar = Field(sa_type=Choice(Pillar), nullable=False)
    service: Line
    day: date = Field(index=True)
    started_at: datetime | None = Field(default=None, sa_type=DateTime, description="Local.")
    ended_at: datetime | None = Field(default=None, sa_type=DateTime, description="Local.")
    place: Line = ""
    volunteers: list[str] = Field(default=[], sa_type=Part(list[str]), nullable=False)
    cadres: list[str] = Field(default=[], sa_type=Part(list[str]), nullable=False)
    content: Paragraph = ""
    correction_reason: Line = ""
    recorded_by: Line = ""
    recorded_at: datetime = Field(default_factory=now, sa_type=Instant, nullable=False)


class Feedback(Row, table=True):
    """What a cadre thought of a visit: one of three faces (1 sad, 2 so-so, 3 glad) and words; low ones are followed up.

    Without `volunteer_id` it is about all who came.
    """

    ledger_entry_id: str = Field(foreign_key="ledger_entry.id", index=True)
    cadre_id: str = Field(foreign_key="cadre.id", index=True)
    volunteer_id: str | None = Field(default=None, foreign_key="volunteer.id", index=True)
    face: int = Field(ge=1, le=3)
    words: Paragraph = ""
    channel: Line = ""
    recorded_by: Line = ""
    followed_up_on: date | None = None
    follow_up: Paragraph = ""
    followed_up_by: Line = ""

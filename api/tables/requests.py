"""Requests that outlive one call: ad-hoc matches, imports between check and commit, keys of calls already answered, feeds."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import JSON, LargeBinary, Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from api.storage.columns import Instant, Part, now
from api.tables.row import Line, Row, new_id
from matcher.domain import Need as NeedDocument


class RefusalReason(StrEnum):
    """What the volunteer said when they were asked."""

    DECLINED = "declined"
    UNREACHABLE = "unreachable"
    OTHER = "other"


class Refusal(BaseModel):
    """Somebody who was asked in vain."""

    model_config = ConfigDict(frozen=True)

    volunteer: str
    reason: RefusalReason


class MatchRequest(Row, table=True):
    """A call for help and the options shown for it, in one version of a roster; free of names."""

    __tablename__ = "match_request"

    roster_id: str = Field(foreign_key="roster.id", index=True)
    station_id: str | None = Field(
        default=None,
        foreign_key="station.id",
        index=True,
        description="The cadre's, whose call it is; null once they are gone.",
    )
    roster_version: int = Field(description="The number of the roster's version in which the options stand.")
    roster_etag: int = Field(description="The roster's own version then.")
    need: NeedDocument = Field(sa_type=Part(NeedDocument), nullable=False)
    fields: dict[str, Any] = Field(default={}, sa_type=JSON, nullable=False, description="As it was asked.")
    answer: dict[str, Any] = Field(sa_type=JSON, nullable=False, description="Options, reasons and alternatives.")
    refusals: list[Refusal] = Field(default=[], sa_type=Part(list[Refusal]), nullable=False)
    applied_version: int | None = None
    need_id: str | None = Field(default=None, foreign_key="need.id")
    made_by: Line = ""


class AnsweredCall(SQLModel, table=True):
    """The answer to a call that came with an Idempotency-Key: told again, not done again."""

    __tablename__ = "answered_call"
    __table_args__ = (UniqueConstraint("key", "route"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    key: str = Field(max_length=200)
    route: str = Field(max_length=300)
    request_hash: str = Field(max_length=64)
    status: int
    headers: dict[str, str] = Field(default={}, sa_type=JSON, nullable=False)
    body: str = Field(sa_type=Text, nullable=False)
    created_at: datetime = Field(default_factory=now, sa_type=Instant, nullable=False, index=True)


class Import(Row, table=True):
    """A file between check and commit; its rows hold personal data and are gone after either commit or `expires_at`."""

    kind: str = Field(max_length=40)
    content: bytes | None = Field(default=None, sa_type=LargeBinary)
    filename_suffix: str = Field(default=".xlsx", max_length=8)
    rows: list[dict[str, Any]] | None = Field(default=None, sa_type=JSON)
    findings: list[dict[str, Any]] = Field(default=[], sa_type=JSON, nullable=False)
    summary: dict[str, Any] = Field(default={}, sa_type=JSON, nullable=False)
    datum: str = Field(default="wgs84", max_length=10)
    expires_at: datetime = Field(sa_type=Instant, nullable=False)
    committed_at: datetime | None = Field(default=None, sa_type=Instant)
    made_by: str = ""


class Feed(Row, table=True):
    """A volunteer's calendar by a secret address, of which only a hash is kept; it ends when revoked."""

    volunteer_id: str = Field(foreign_key="volunteer.id", index=True)
    token_hash: str = Field(unique=True, max_length=64)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)

"""Work in the background: a job per solve or re-plan, how far the work on it is, and what it tells; ids and numbers only."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from api.storage.columns import Choice, Instant, Part, now
from api.tables.row import Row, new_id
from matcher.domain import Visit
from matcher.domain.clock import LocalMinute


class JobKind(StrEnum):
    """What is to be done."""

    SOLVE = "solve"
    REPLAN = "replan"


class JobState(StrEnum):
    """A job is queued, runs, and ends in exactly one of the last four ways.

    `superseded`: the roster got another version meanwhile, so that the result was not appended to it. `cancelled`: stopped
    before anybody began with it; stopped later, it is `done` with the best roster so far.
    """

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    FAILED = "failed"


ACTIVE = (JobState.QUEUED, JobState.RUNNING)


class Wishes(BaseModel):
    """What a job is to heed: whether a solve forgets the present draft; who and what drops out of a re-plan, and since when."""

    model_config = ConfigDict(frozen=True)

    afresh: bool = False
    volunteers: tuple[str, ...] = ()
    visits: tuple[tuple[str, date], ...] = ()
    since: LocalMinute | None = None


class Job(Row, table=True):
    """A solve or re-plan of one roster from one of its versions: what somebody asked for, and how it ended."""

    roster_id: str = Field(foreign_key="roster.id", index=True)
    base_version: int
    kind: JobKind = Field(sa_type=Choice(JobKind), nullable=False)
    wishes: Wishes = Field(default=Wishes(), sa_type=Part(Wishes), nullable=False)
    seconds: float
    seed: int = 0
    state: JobState = Field(default=JobState.QUEUED, sa_type=Choice(JobState), nullable=False, index=True)
    stop: bool = False
    result_version: int | None = None
    error_en: str | None = None
    error_zh: str | None = None
    made_by: str = ""
    started_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class JobWork(SQLModel, table=True):
    """How far the work on a job is; it changes every second and is nobody's deed. Whoever holds the lease may change it.

    `server` is whose worker `holder` is; `attempts` counts beginnings in a row that came to nothing; `worked` are seconds;
    `incumbent` is the best roster so far; `told` is the number of the last event.
    """

    __tablename__ = "job_work"

    job_id: str = Field(foreign_key="job.id", primary_key=True)
    server: str | None = None
    holder: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    attempts: int = 0
    worked: float = 0.0
    incumbent: list[Visit] | None = Field(default=None, sa_type=Part(list[Visit]))
    points: int | None = None
    unmet: int | None = None
    bound: int | None = None
    gap: float | None = None
    told: int = 0


class JobEvent(SQLModel, table=True):
    """One thing told, numbered from 1 within its job: `progress`, `incumbent` or `done`."""

    __tablename__ = "job_event"
    __table_args__ = (UniqueConstraint("job_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    job_id: str = Field(foreign_key="job.id", index=True)
    number: int
    kind: str
    data: dict[str, Any] = Field(sa_type=JSON, nullable=False)
    created_at: datetime = Field(default_factory=now, sa_type=Instant, nullable=False)

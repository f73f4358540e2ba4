"""Work in the background: a job per solve or re-plan, and what it tells while it runs; ids and numbers only."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from api.storage.columns import Choice, Instant, Part, now
from api.tables.row import Row, new_id
from matcher.domain import Visit


class JobKind(StrEnum):
    """What is to be done."""

    SOLVE = "solve"
    REPLAN = "replan"


class JobState(StrEnum):
    """A job is queued, runs, and ends in exactly one of the last three ways."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    SUPERSEDED = "superseded"
    FAILED = "failed"


class Job(Row, table=True):
    """A solve or re-plan of one roster from one of its versions."""

    roster_id: str = Field(foreign_key="roster.id", index=True)
    base_version: int
    kind: JobKind = Field(sa_type=Choice(JobKind), nullable=False)
    wishes: dict[str, Any] = Field(default={}, sa_type=JSON, nullable=False)
    seconds: float
    seed: int = 0
    state: JobState = Field(default=JobState.QUEUED, sa_type=Choice(JobState), nullable=False, index=True)
    stop: bool = False
    attempts: int = 0
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    worked: float = 0.0
    incumbent: list[Visit] | None = Field(default=None, sa_type=Part(list[Visit]))
    points: int | None = None
    unmet: int | None = None
    bound: int | None = None
    gap: float | None = None
    result_version: int | None = None
    error_en: str | None = None
    error_zh: str | None = None
    made_by: str = ""
    started_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


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

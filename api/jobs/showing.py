"""A job as the world sees it."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from api.tables.jobs import Job, JobKind, JobState, JobWork
from matcher.domain.clock import LocalMinute


class VisitOnDate(BaseModel):
    """A visit, named by its need and date."""

    need: str
    date: date


class JobPublic(BaseModel):
    """What was asked, how far the work is, and how it ended; figures are those of the best roster so far."""

    id: str
    roster_id: str
    base_version: int = Field(description="The roster's version from which the job goes on.")
    kind: JobKind
    state: JobState
    stop: bool = Field(description="Somebody asked to stop; what is best by then is kept.")
    seconds: float = Field(description="Asked for.")
    worked: float = Field(description="Seconds worked so far.")
    seed: int
    afresh: bool
    volunteers: list[str]
    visits: list[VisitOnDate]
    since: LocalMinute | None
    points: int | None
    unmet: int | None
    bound: int | None
    gap: float | None
    result_version: int | None = Field(description="The version that holds the result, if there is one.")
    zh: str | None = Field(description="Why there is none, where it has ended.")
    en: str | None
    made_by: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


def shown(job: Job, work: JobWork) -> JobPublic:
    """Both rows as one thing."""
    return JobPublic(
        id=job.id,
        roster_id=job.roster_id,
        base_version=job.base_version,
        kind=job.kind,
        state=job.state,
        stop=job.stop,
        seconds=job.seconds,
        worked=round(work.worked, 1),
        seed=job.seed,
        afresh=job.wishes.afresh,
        volunteers=list(job.wishes.volunteers),
        visits=[VisitOnDate(need=need, date=day) for need, day in job.wishes.visits],
        since=job.wishes.since,
        points=work.points,
        unmet=work.unmet,
        bound=work.bound,
        gap=work.gap,
        result_version=job.result_version,
        zh=job.error_zh,
        en=job.error_en,
        made_by=job.made_by,
        created_at=job.created_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
    )

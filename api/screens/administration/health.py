"""Whether the service is well, in figures that an administrator reads: the database, jobs that wait, what is kept."""

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from time import perf_counter

from sqlmodel import Session, col, func, select

from api.storage.columns import now
from api.tables.cadres import Cadre
from api.tables.jobs import Job, JobState
from api.tables.needs import Need
from api.tables.people import Volunteer
from api.tables.places import Station
from api.tables.record import RecordEnd
from api.tables.visits import LedgerEntry
from matcher.domain import Text

SLOW = 60
"""Seconds after which a job that nobody begins is a sign that no worker is at work."""

STATES = {
    JobState.QUEUED: Text("waiting", "等待中"),
    JobState.RUNNING: Text("running", "计算中"),
    JobState.DONE: Text("done", "已完成"),
    JobState.FAILED: Text("failed", "失败"),
    JobState.SUPERSEDED: Text("overtaken", "被新版本取代"),
    JobState.CANCELLED: Text("cancelled", "已取消"),
}

KEPT = (
    (Text("stations", "服务站"), Station),
    (Text("cadres", "老干部"), Cadre),
    (Text("volunteers", "志愿者"), Volunteer),
    (Text("needs", "服务需求"), Need),
    (Text("rows of the ledger", "台账"), LedgerEntry),
)


@dataclass(frozen=True)
class Health:
    """At one moment; `waiting` is how long the oldest job has waited, in seconds."""

    version: str
    database: str
    milliseconds: float
    jobs: tuple[tuple[Text, int], ...]
    waiting: int
    last_job: datetime | None
    entries: int
    kept: tuple[tuple[Text, int], ...]

    @property
    def is_worker_missing(self) -> bool:
        """A job waits and nobody begins it."""
        return self.waiting > SLOW


def health(session: Session) -> Health:
    """Raises what the database raises where it does not answer."""
    began = perf_counter()
    session.exec(select(1)).one()
    milliseconds = (perf_counter() - began) * 1000
    by_state = dict(session.exec(select(Job.state, func.count()).group_by(col(Job.state))).all())
    oldest = session.exec(select(func.min(Job.created_at)).where(col(Job.state) == JobState.QUEUED)).one()
    end = session.exec(select(RecordEnd)).one_or_none()
    return Health(
        version=version("four-nearby"),
        database=session.get_bind().dialect.name,
        milliseconds=round(milliseconds, 1),
        jobs=tuple((STATES[state], by_state.get(state, 0)) for state in JobState),
        waiting=0 if oldest is None else max(0, int((now() - oldest).total_seconds())),
        last_job=session.exec(select(func.max(Job.ended_at))).one(),
        entries=end.number if end is not None else 0,
        kept=tuple((name, session.exec(select(func.count()).select_from(table)).one()) for name, table in KEPT),
    )

"""Whoever holds the lease of a job works on it. It must be renewed; one that has run out is anybody's.

A server's worker is one process at a time, so that what a former worker of the same server holds is the next one's at once. A
lease is known by a word that nobody else knows: who has lost it can neither renew it nor end the job.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import Select

from api.jobs.asking import end
from api.storage.columns import now
from api.tables.jobs import ACTIVE, Job, JobState, JobWork
from api.tables.row import new_id

LEASE = timedelta(seconds=10)
MOST_ATTEMPTS = 3
"""Beginnings in a row that came to nothing, not even to a second of work; whatever kills its worker so often is given up."""


UNANSWERED = (OperationalError, InterfaceError, PoolTimeout)
"""Raised where the database does not answer; a lease is kept by trying again."""


@dataclass(frozen=True)
class Lease:
    """Of one job."""

    job_id: str
    holder: str


def somebody_waits(session: Session, server: str) -> bool:
    """A job can be claimed; a look that keeps no writer from writing."""
    return session.exec(_claimable(server)).first() is not None


def claim(session: Session, server: str) -> Lease | None:
    """The job that has waited longest is ours, if there is one; one that was begun in vain too often fails instead."""
    found = session.exec(_claimable(server).with_for_update(skip_locked=True, of=JobWork)).first()
    if found is None:
        return None
    job, work = found
    if work.attempts >= MOST_ATTEMPTS:
        job.error_zh = f"计算进程已连续{work.attempts}次中断，任务放弃。"
        job.error_en = f"The process at work on it ended {work.attempts} times before it came to anything."
        end(session, job, work, JobState.FAILED)
        return None
    work.server, work.holder, work.attempts = server, new_id(), work.attempts + 1
    renew(work)
    if job.state is JobState.QUEUED:
        job.state, job.started_at = JobState.RUNNING, now()
    session.flush()
    return Lease(job.id, work.holder)


def held(session: Session, lease: Lease) -> JobWork | None:
    """The locked row of the work, if the lease is still ours."""
    query = select(JobWork).where(JobWork.job_id == lease.job_id, JobWork.holder == lease.holder)
    return session.exec(query.with_for_update()).one_or_none()


def renew(work: JobWork) -> None:
    """It is ours for some more seconds."""
    work.lease_until = now() + LEASE


def release(work: JobWork) -> None:
    """Anybody may go on with it; that this beginning ends is not the job's fault."""
    work.server = work.holder = work.lease_until = None
    work.attempts = 0


def _claimable(server: str) -> Select[Job, JobWork]:
    free = or_(col(JobWork.lease_until).is_(None), col(JobWork.lease_until) < now(), JobWork.server == server)
    query = select(Job, JobWork).join(JobWork, col(JobWork.job_id) == col(Job.id))
    return query.where(col(Job.state).in_(ACTIVE), free).order_by(col(Job.created_at), Job.id).limit(1)

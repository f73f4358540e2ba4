"""A solve or re-plan is asked for: one at a time on a roster; and whoever asked may stop it."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from api.errors import Conflict, no_such
from api.jobs.telling import DONE, tell
from api.storage.columns import now
from api.tables.jobs import ACTIVE, Job, JobEvent, JobKind, JobState, JobWork, Wishes
from api.tables.rosters import Roster


def ask(
    session: Session,
    roster: Roster,
    kind: JobKind,
    *,
    seconds: float,
    seed: int = 0,
    wishes: Wishes | None = None,
    by: str = "",
) -> Job:
    """A job from the roster's newest version on; the roster is locked. Raises Conflict where another is not done yet.

    What earlier jobs told on their way is forgotten then, but for how they ended.
    """
    earlier = select(Job.id).where(Job.roster_id == roster.id)
    running = session.exec(earlier.where(col(Job.state).in_(ACTIVE))).first()
    if running is not None:
        raise Conflict(
            "JOB_RUNNING",
            zh="该排班表正在后台排班，请等待完成或先停止。",
            en="A job is at work on this roster; wait for its end or stop it first.",
            job=running,
        )
    session.exec(delete(JobEvent).where(col(JobEvent.job_id).in_(earlier), col(JobEvent.kind) != DONE))
    job = Job(
        roster_id=roster.id,
        base_version=roster.newest,
        kind=kind,
        seconds=seconds,
        seed=seed,
        wishes=wishes or Wishes(),
        made_by=by,
    )
    session.add(job)
    session.flush()
    session.add(JobWork(job_id=job.id))
    session.flush()
    return job


def find_job(session: Session, job_id: str) -> tuple[Job, JobWork]:
    """The job and how far it is; raises NotFound."""
    query = select(Job, JobWork).join(JobWork, col(JobWork.job_id) == col(Job.id))
    found = session.exec(query.where(Job.id == job_id)).one_or_none()
    if found is None:
        raise no_such("后台任务", "job")
    return found


def stop(session: Session, job_id: str) -> tuple[Job, JobWork]:
    """Whoever works on the job ends with the best roster so far; one that nobody has begun is cancelled. Raises NotFound."""
    find_job(session, job_id)
    work, job = lock(session, job_id)
    if job.state in ACTIVE:
        job.stop = True
    if job.state is JobState.QUEUED:
        end(session, job, work, JobState.CANCELLED)
    session.flush()
    return job, work


def lock(session: Session, job_id: str) -> tuple[JobWork, Job]:
    """Both rows as they are now, kept from all others until the transaction ends; always in this order, after the roster."""
    work = select(JobWork).where(JobWork.job_id == job_id).with_for_update()
    job = select(Job).where(Job.id == job_id).with_for_update()
    now_there = {"populate_existing": True}
    return session.exec(work.execution_options(**now_there)).one(), session.exec(
        job.execution_options(**now_there)
    ).one()


def end(session: Session, job: Job, work: JobWork, state: JobState) -> None:
    """The job has ended so, once for all, and that is told."""
    job.state, job.ended_at = state, now()
    work.server = work.holder = work.lease_until = None
    figures = {name: getattr(work, name) for name in ("points", "unmet", "bound", "gap")}
    tell(session, work, DONE, state=state.value, result_version=job.result_version, **figures)

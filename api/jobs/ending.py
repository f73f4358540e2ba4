"""A job ends once: its roster becomes the next version and the job is done in one transaction, or neither is."""

from sqlmodel import Session

from api.errors import Conflict
from api.jobs.asking import end, lock
from api.jobs.lease import Lease
from api.jobs.task import Task
from api.rosters.closed import check_open
from api.rosters.versions import append, find
from api.tables.jobs import Job, JobKind, JobState, JobWork
from api.tables.rosters import Cause
from matcher.domain import Roster as Document
from matcher.domain import Text
from matcher.replanning.differences import differences

CAUSES = {JobKind.SOLVE: Cause.SOLVED, JobKind.REPLAN: Cause.REPLANNED}

OVERTAKEN = Text(
    zh="排班表在此期间已有新版本，本次结果未写入；可在任务中查看，或重新排班。",
    en="The roster got another version meanwhile, so the result was not stored; look at it with the job, or solve again.",
)


def finish(session: Session, lease: Lease, task: Task, document: Document, problem_hash: str) -> None:
    """The document is the roster's next version, unless the roster has changed; nothing happens if the lease is lost."""
    roster = find(session, task.before.roster.id, for_change=True)
    work, job = lock(session, lease.job_id)
    if work.holder != lease.holder:
        return
    _count(work, document)
    try:
        if roster.newest != job.base_version:
            raise Conflict("OVERTAKEN", **OVERTAKEN._asdict())
        check_open(session, roster, differences(task.before.document, document))
    except Conflict as conflict:
        work.incumbent = list(document.visits)
        _say(job, conflict.text)
        end(session, job, work, JobState.SUPERSEDED)
        return
    added = append(
        session,
        roster,
        document,
        cause=CAUSES[job.kind],
        by=job.made_by,
        baseline=task.baseline,
        problem_hash=problem_hash,
    )
    work.incumbent = None
    job.result_version = added.number
    end(session, job, work, JobState.DONE)


def supersede(session: Session, lease: Lease) -> None:
    """The roster has changed before anybody could begin."""
    _end_without_result(session, lease, JobState.SUPERSEDED, OVERTAKEN)


def fail(session: Session, lease: Lease, why: Text) -> None:
    """Nothing will come of it, for a reason that people can read; nothing happens if the lease is lost."""
    _end_without_result(session, lease, JobState.FAILED, why)


def _end_without_result(session: Session, lease: Lease, state: JobState, why: Text) -> None:
    work, job = lock(session, lease.job_id)
    if work.holder == lease.holder:
        _say(job, why)
        end(session, job, work, state)


def _say(job: Job, why: Text) -> None:
    job.error_zh, job.error_en = why.zh, why.en


def _count(work: JobWork, document: Document) -> None:
    assert document.score is not None, "whoever solves counts"
    work.points, work.bound, work.gap = document.score.total, document.bound, document.gap
    work.unmet = sum(one.missing for one in document.unmet or ())

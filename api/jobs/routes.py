"""Jobs over HTTP: how far they are, the best roster so far, and stopping them."""

from fastapi import APIRouter
from sqlmodel import col, select

from api.authority import Action
from api.identity.guarding import may
from api.jobs.asking import find_job, stop
from api.jobs.showing import JobPublic, shown
from api.rosters.versions import version
from api.tables.jobs import Job, JobState, JobWork
from api.tables.rosters import Roster
from api.tables.row import Key
from api.web.pages import Page, Wanted, page_of
from api.web.problems import refusals
from api.web.service import Storage
from matcher.domain import Roster as Document

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


@router.get("", dependencies=may(Action.LOOK), responses=refusals())
def list_jobs(
    storage: Storage, paging: Wanted, roster: Key | None = None, state: JobState | None = None
) -> Page[JobPublic]:
    """Jobs, the newest first."""
    query = select(Job).order_by(col(Job.created_at).desc(), Job.id)
    if roster is not None:
        query = query.where(Job.roster_id == roster)
    if state is not None:
        query = query.where(Job.state == state)
    with storage.reading() as session:
        jobs, total, following = page_of(session, query, paging)
        of_jobs = select(JobWork).where(col(JobWork.job_id).in_([job.id for job in jobs]))
        work = {one.job_id: one for one in session.exec(of_jobs).all()}
        return Page(items=[shown(job, work[job.id]) for job in jobs], total=total, next_offset=following)


@router.get("/{job_id}", dependencies=may(Action.LOOK), responses=refusals(404))
def get_job(job_id: Key, storage: Storage) -> JobPublic:
    """The job and how far it is."""
    with storage.reading() as session:
        return shown(*find_job(session, job_id))


@router.get("/{job_id}/roster", dependencies=may(Action.LOOK), responses=refusals(404))
def get_roster_so_far(job_id: Key, storage: Storage) -> Document:
    """The best roster so far, ids only: while the job runs a checkpoint that claims nothing, then the result, stored or not."""
    with storage.reading() as session:
        job, work = find_job(session, job_id)
        if job.result_version is not None:
            roster = session.exec(select(Roster).where(Roster.id == job.roster_id)).one()
            return version(session, roster, job.result_version).document
        return Document(visits=tuple(work.incumbent or ()))


@router.delete("/{job_id}", dependencies=may(Action.PLAN), responses=refusals(404))
def stop_job(job_id: Key, storage: Storage) -> JobPublic:
    """The job ends soon with the best roster so far; one that nobody has begun is cancelled, an ended one stays as it is."""
    with storage.writing() as session:
        return shown(*stop(session, job_id))

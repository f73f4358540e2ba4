"""A job that was claimed is worked on to its end, whatever comes of it."""

import os
import signal
from threading import Event

import structlog

from api.errors import Refused
from api.jobs.asking import find_job
from api.jobs.checkpoints import Checkpoints
from api.jobs.ending import fail, finish, supersede
from api.jobs.lease import UNANSWERED, Lease
from api.jobs.task import Task, task_of
from api.logs import told_of
from api.rosters.telling import retold
from api.settings import Settings
from api.storage import Database
from matcher.domain import BadInput, Text, Visit
from matcher.domain import Roster as Document
from matcher.replan import replan
from matcher.solve import solve

log = structlog.get_logger()

FAULT = Text(
    zh="计算时服务内部出错，已记录。", en="Something went wrong inside while it was worked on; it has been recorded."
)


class Work:
    """On one job, by one process; `leave` may be called by another thread."""

    def __init__(self, database: Database, settings: Settings, lease: Lease) -> None:
        self._database, self._settings, self._lease = database, settings, lease
        self._checkpoints: Checkpoints | None = None

    def leave(self) -> None:
        """The process is about to end: whoever goes on begins where this one stood."""
        if self._checkpoints is not None:
            self._checkpoints.leave()

    def run(self) -> None:
        """To the job's end, or until the lease is lost. Raises where the database does not answer: the lease runs out then."""
        try:
            self._run()
        except UNANSWERED:
            raise
        except BadInput as error:
            self._fail(Text(zh=f"数据相互矛盾或不合要求：{error}", en=str(error)))
        except Refused as refused:
            self._fail(refused.text)
        except Exception as error:
            log.error("job_fault", job=self._lease.job_id, **told_of(error))
            self._fail(FAULT)

    def _run(self) -> None:
        with self._database.reading() as session:
            job, work = find_job(session, self._lease.job_id)
            task = task_of(session, self._settings, job, work)
        if task.before.roster.newest != job.base_version:
            with self._database.writing() as session:
                supersede(session, self._lease)
            return
        stop = Event()
        if job.stop:
            stop.set()
        times = {"worked": work.worked, "seconds": job.seconds}
        with Checkpoints(self._database, self._lease, stop, **times, give_up=end_process) as self._checkpoints:
            document = solved(task, self._checkpoints, stop)
            problem_hash = task.before.with_visits(document.visits).problem_hash
        with self._database.writing() as session:
            finish(session, self._lease, task, document, problem_hash)

    def _fail(self, why: Text) -> None:
        with self._database.writing() as session:
            fail(session, self._lease, why)


def solved(task: Task, checkpoints: Checkpoints, stop: Event) -> Document:
    """The roster of the task, its visits pinned as people pinned them."""
    before = task.before
    workers = min(2, os.cpu_count() or 1)
    if task.change is None:
        document = solve(
            before.problem,
            before.policy,
            seconds=task.seconds,
            seed=task.seed,
            workers=workers,
            listener=checkpoints.hear,
            incumbents=checkpoints.find,
            stop=stop,
            start=task.start,
        )
        return document.revised(visits=_as_known(document.visits, before.document.visits))
    repaired = replan(
        before.problem,
        before.document,
        before.policy,
        task.change,
        seconds=task.seconds,
        seed=task.seed,
        workers=workers,
        listener=checkpoints.hear,
        incumbents=checkpoints.find,
        stop=stop,
        start=task.start,
    ).roster
    after = retold(before.with_visits(repaired.visits))
    stopped = {"status": repaired.status} if repaired.status == "cancelled" else {}
    return after.revised(seed=repaired.seed, seconds=repaired.seconds, **stopped)


def _as_known(visits: tuple[Visit, ...], known: tuple[Visit, ...]) -> list[Visit]:
    """Visits that are as they were carry the marks that they had."""
    before = {(visit.need, visit.start, frozenset(visit.volunteers)): visit for visit in known}
    return [before.get((visit.need, visit.start, frozenset(visit.volunteers)), visit) for visit in visits]


def end_process() -> None:
    """This process and all that it started end now, as if the machine had; the worker leads its process group."""
    os.killpg(0, signal.SIGKILL)

"""While a job is worked on its lease is renewed every second, its progress told, and its best roster kept."""

from collections.abc import Callable
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType

import structlog
from sqlmodel import Session, select

from api.jobs.lease import UNANSWERED, Lease, held, release, renew
from api.jobs.telling import INCUMBENT, PROGRESS, tell
from api.storage import Database
from api.tables.jobs import Job, JobWork
from matcher.domain import Visit
from matcher.engine.progress import Progress

SECONDS_BETWEEN = 1.0
OVERTIME = 180.0
"""Seconds that compiling, the audit and the reasons may take beyond those asked for; whoever takes longer hangs."""
SECONDS_OF_SILENCE = 5.0
"""Progress that shows nothing new is told no more often."""

log = structlog.get_logger()


class Checkpoints:
    """A thread beside the solve; the solve's listeners only leave here what they hear.

    Points are told of a roster that is kept: that of the beginning, or a better one found since. Whatever kills the
    process, what follows is never worse than what was told. `stop` is set where somebody asked to stop, and where the lease
    is lost or left. `give_up` is called where the solve is long overdue.
    """

    def __init__(
        self,
        database: Database,
        lease: Lease,
        stop: Event,
        *,
        worked: float,
        seconds: float,
        give_up: Callable[[], None],
    ) -> None:
        """So many seconds were worked before, of those asked for."""
        self._database, self._lease, self._stop = database, lease, stop
        self._worked, self._seconds, self._give_up = worked, seconds, give_up
        self._overdue = monotonic() + seconds + OVERTIME
        self._progress: Progress | None = None
        self._incumbent: tuple[list[Visit], int] | None = None
        self._points: int | None = None
        self._told: tuple[int, int, int] | None = None
        self._told_at = -SECONDS_OF_SILENCE
        self._over = Event()
        self._writing = Lock()
        self._thread = Thread(target=self._run, name="checkpoints", daemon=True)

    def hear(self, progress: Progress) -> None:
        """Of the solve, how far it is; first of the roster with which it begins."""
        if self._points is None:
            self._points = progress.points
        self._progress = progress

    def find(self, visits: tuple[Visit, ...], points: int) -> None:
        """A better roster."""
        self._incumbent = list(visits), points

    def leave(self) -> None:
        """What is known is kept, and the job is anybody's; the solve is told to stop."""
        self._over.set()
        self._write(leaving=True)
        self._stop.set()

    def __enter__(self) -> "Checkpoints":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN):
            if monotonic() > self._overdue:
                log.error("job_overdue", job=self._lease.job_id)
                self._give_up()
            self._write()

    def _write(self, leaving: bool = False) -> None:
        with self._writing:
            try:
                found = self._incumbent
                with self._database.writing() as session:
                    self._keep(session, found, leaving)
                if self._incumbent is found:
                    self._incumbent = None
            except UNANSWERED as error:  # the next checkpoint will do, while the lease lasts
                log.warning("checkpoint_missed", job=self._lease.job_id, kind=type(error).__name__)

    def _keep(self, session: Session, found: tuple[list[Visit], int] | None, leaving: bool) -> None:
        work = held(session, self._lease)
        if work is None:
            self._stop.set()
            return
        if found is not None:
            work.incumbent, self._points = found
        if self._progress is not None and self._points is not None:
            self._tell_progress(session, work, self._progress, self._points)
        if found is not None:
            tell(session, work, INCUMBENT, seconds=round(work.worked, 1), points=found[1])
        if leaving:
            release(work)
        else:
            renew(work)
        if session.exec(select(Job.stop).where(Job.id == self._lease.job_id)).one():
            self._stop.set()

    def _tell_progress(self, session: Session, work: JobWork, progress: Progress, points: int) -> None:
        work.worked = self._worked + progress.seconds
        if self._worked < self._seconds:
            work.attempts = 0
        work.points, work.unmet, work.bound = points, progress.unmet, progress.bound
        work.gap = round((points - progress.bound) / max(points, 1), 6)
        shown = points, progress.unmet, progress.bound
        if shown == self._told and monotonic() - self._told_at < SECONDS_OF_SILENCE:
            return
        self._told, self._told_at = shown, monotonic()
        figures = {"points": work.points, "unmet": work.unmet, "bound": work.bound, "gap": work.gap}
        tell(session, work, PROGRESS, seconds=round(work.worked, 1), **figures)

"""Figures for whoever watches the service, in the text format of Prometheus: counts and times, with labels that are few.

Figures of requests grow as they are answered; those of jobs and of the line at the door are read when they are asked for.
"""

from importlib.metadata import version

from prometheus_client import (
    GC_COLLECTOR,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool
from sqlmodel import Session, col, func, select

from api.storage.columns import now
from api.tables.jobs import Job, JobKind, JobState
from api.web.throttling import Line

CONTENT_TYPE = CONTENT_TYPE_LATEST
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
"""Seconds; 0.2 is what an ad-hoc match may take."""


class Metrics:
    """Those of one application; a registry of its own, so that several may be in one process."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._engine: Engine | None = None
        self._registry = registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._seconds = Histogram(
            "matcher_request_seconds", "Requests and how long each took.", labels, buckets=BUCKETS, registry=registry
        )
        self._requests = Gauge("matcher_requests", "Requests at work and in line.", ["state"], registry=registry)
        self._jobs = Gauge("matcher_jobs", "Jobs by kind and state.", ["kind", "state"], registry=registry)
        self._queued = Gauge(
            "matcher_oldest_queued_job_seconds",
            "How long a job has waited to be begun; 0: none does.",
            registry=registry,
        )
        self._errors = Counter("matcher_database_errors", "What the database refused.", ["kind"], registry=registry)
        self._connections = Gauge(
            "matcher_database_connections", "Connections to the database in use.", registry=registry
        )
        self._build = Info("matcher_build", "Which version this is, on which database.", registry=registry)
        ProcessCollector(registry=registry)
        registry.register(GC_COLLECTOR)

    def watch(self, engine: Engine) -> None:
        """From now on errors of this database are counted."""
        self._engine = engine
        self._build.info({"version": version("four-nearby"), "database": engine.dialect.name})
        event.listen(engine, "handle_error", self._failed)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request; `route` is a template."""
        self._seconds.labels(method, route, str(status)).observe(seconds)

    def text(self, session: Session) -> bytes:
        """All figures of this moment."""
        counted = select(Job.kind, Job.state, func.count()).group_by(col(Job.kind), col(Job.state))
        numbers = {(kind, state): number for kind, state, number in session.exec(counted).all()}
        for kind in JobKind:
            for state in JobState:
                self._jobs.labels(kind.value, state.value).set(numbers.get((kind, state), 0))
        oldest = session.exec(select(func.min(Job.created_at)).where(col(Job.state) == JobState.QUEUED)).one()
        self._queued.set(0 if oldest is None else max(0.0, (now() - oldest).total_seconds()))
        self._requests.labels("at_work").set(self._line.at_work)
        self._requests.labels("waiting").set(len(self._line.waiting))
        if self._engine is not None and isinstance(self._engine.pool, QueuePool):
            self._connections.set(self._engine.pool.checkedout())
        return generate_latest(self._registry)

    def _failed(self, context: ExceptionContext) -> None:
        self._errors.labels(type(context.sqlalchemy_exception or context.original_exception).__name__).inc()

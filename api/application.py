"""The application: one database, one list of routers, one way to tell what went wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from api.access import oidc_routes, session_routes, user_routes
from api.access.provider import provider_of
from api.exchange import catalogue as exchange
from api.exchange.reading.limits import MOST_BYTES
from api.feeds import routes as feeds
from api.identity.rates import Rates
from api.jobs import catalogue as jobs
from api.jobs.supervisor import supervised
from api.ledger import feedback_routes as feedback
from api.ledger import routes as ledger
from api.logs import write_lines
from api.matches import routes as matches
from api.matches.indexes import Indexes
from api.offers import catalogue as offers
from api.opening import open_database
from api.policies import routes as policies
from api.registry import catalogue as registry
from api.reports import routes as reports
from api.retention.sweeping import sweeping
from api.rights import routes as rights
from api.rosters import edit_routes as editing
from api.rosters import looking_routes as looking
from api.rosters import routes as rosters
from api.screens.application import Beside, create_screens
from api.settings import Settings
from api.web import health, metrics_routes
from api.web.deadline import Deadline
from api.web.hardening import LARGEST, Hardening
from api.web.metrics import Metrics
from api.web.openapi import describe
from api.web.patient import Patient
from api.web.problems import tell_problems
from api.web.throttling import Line, Throttling
from api.web.watching import Watching

ROUTERS = (
    health.router,
    metrics_routes.router,
    matches.router,
    session_routes.router,
    oidc_routes.router,
    user_routes.router,
    *registry.ROUTERS,
    policies.router,
    rosters.router,
    editing.router,
    looking.router,
    *jobs.ROUTERS,
    *offers.ROUTERS,
    feeds.router,
    ledger.router,
    feedback.router,
    reports.router,
    rights.router,
    *exchange.ROUTERS,
)

FILES = ("/v1/imports", "/exchange/imports")
LARGEST_FILE = MOST_BYTES + LARGEST
"""A workbook, and what a form adds to it."""

LONG_WORK = ("/v1/imports", "/v1/exports", "/v1/reports", "/v1/jobs")
"""What asks the database many things, or again and again: each question may take its own time there."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """A service that is ready when its lifespan has begun: the database then has its newest shape."""
    settings = settings or Settings()
    write_lines(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = open_database(settings)
        app.state.database = database
        app.state.metrics.watch(database.engine)
        try:
            async with sweeping(database, settings), supervised(settings):
                yield
        finally:
            database.close()
            if app.state.provider is not None:
                app.state.provider.close()

    app = FastAPI(
        title="四就近 four-nearby",
        version=version("four-nearby"),
        description="Needs, rosters and the ledger of a city's services for its retired cadres.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.provider = provider_of(settings)
    app.state.match_indexes = Indexes()
    app.state.rates = rates = Rates(
        settings.requests_per_minute, settings.large_requests_per_minute, settings.guesses_per_minute
    )
    line = Line(settings.requests_at_once, settings.requests_waiting)
    app.state.metrics = metrics = Metrics(line)
    app.add_middleware(Patient, seconds=settings.database_seconds, long_work=LONG_WORK)
    app.add_middleware(
        Throttling,
        line=line,
        seconds=settings.seconds_waiting,
        always=[health.router.prefix + "/health"],
    )
    app.add_middleware(Deadline, seconds=settings.seconds_answering, files=FILES)
    app.add_middleware(Hardening, files=FILES, largest_file=LARGEST_FILE, images=settings.map_origin)
    app.add_middleware(Watching, metrics=metrics, rates=rates)
    for router in ROUTERS:
        app.include_router(router)
    tell_problems(app)
    describe(app, ROUTERS)
    app.router.routes.append(Beside("/v1", create_screens(app.state)))
    return app

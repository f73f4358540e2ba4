"""The application: one database, one list of routers, one way to tell what went wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from api.access import session_routes, user_routes
from api.exchange import catalogue as exchange
from api.exchange.reading.limits import MOST_BYTES
from api.feeds import routes as feeds
from api.jobs import catalogue as jobs
from api.jobs.supervisor import supervised
from api.ledger import feedback_routes as feedback
from api.ledger import routes as ledger
from api.matches import routes as matches
from api.matches.indexes import Indexes
from api.offers import catalogue as offers
from api.offers.sweeping import sweeping
from api.opening import open_database
from api.policies import routes as policies
from api.registry import catalogue as registry
from api.reports import routes as reports
from api.rosters import edit_routes as editing
from api.rosters import looking_routes as looking
from api.rosters import routes as rosters
from api.settings import Settings
from api.web import health
from api.web.hardening import LARGEST, Hardening
from api.web.openapi import describe
from api.web.problems import tell_problems
from api.web.throttling import Throttling

ROUTERS = (
    health.router,
    matches.router,
    session_routes.router,
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
    *exchange.ROUTERS,
)

FILES = ("/v1/imports",)
LARGEST_FILE = MOST_BYTES + LARGEST
"""A workbook, and what a form adds to it."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """A service that is ready when its lifespan has begun: the database then has its newest shape."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = open_database(settings)
        app.state.database = database
        try:
            async with sweeping(database), supervised(settings):
                yield
        finally:
            database.close()

    app = FastAPI(
        title="四就近 four-nearby",
        version=version("four-nearby"),
        description="Needs, rosters and the ledger of a city's services for its retired cadres.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.match_indexes = Indexes()
    app.add_middleware(
        Throttling,
        at_once=settings.requests_at_once,
        waiting=settings.requests_waiting,
        seconds=settings.seconds_waiting,
        always=[health.router.prefix + "/health"],
    )
    app.add_middleware(Hardening, files=FILES, largest_file=LARGEST_FILE)
    for router in ROUTERS:
        app.include_router(router)
    tell_problems(app)
    describe(app, ROUTERS)
    return app

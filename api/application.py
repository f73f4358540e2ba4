"""The application: one database, one list of routers, one way to tell what went wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from api.rosters import routes as rosters
from api.settings import Settings
from api.storage import Database
from api.web import health
from api.web.openapi import describe
from api.web.problems import tell_problems

ROUTERS = (
    health.router,
    rosters.router,
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """A service that is ready when its lifespan has begun: the database then has its newest shape."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = Database(settings.database_url, settings.database_seconds)
        database.upgrade()
        app.state.database = database
        try:
            yield
        finally:
            database.close()

    app = FastAPI(
        title="四就近 four-nearby",
        version=version("four-nearby"),
        description="Needs, rosters and the ledger of a city's services for its retired cadres.",
        lifespan=lifespan,
        docs_url="/docs",
        redoc_url=None,
    )
    app.state.settings = settings
    for router in ROUTERS:
        app.include_router(router)
    tell_problems(app)
    describe(app)
    return app

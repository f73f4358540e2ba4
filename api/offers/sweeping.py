"""Now and then, as long as the server runs, it is written down which offers have expired, and imports are forgotten."""

from asyncio import CancelledError, create_task, sleep
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from anyio.to_thread import run_sync
from sqlalchemy.exc import SQLAlchemyError

from api.exchange import importing
from api.offers import expiry
from api.storage import Database

log = structlog.get_logger()

SECONDS_BETWEEN = 60


@asynccontextmanager
async def sweeping(database: Database) -> AsyncIterator[None]:
    """Inside, both are swept; a database that does not answer is asked again the next time."""
    task = create_task(_sweep_again_and_again(database))
    try:
        yield
    finally:
        task.cancel()
        with suppress(CancelledError):
            await task


async def _sweep_again_and_again(database: Database) -> None:
    while True:
        await sleep(SECONDS_BETWEEN)
        try:
            for sweep in (expiry.sweep, importing.sweep):
                await run_sync(sweep, database)
        except SQLAlchemyError as error:
            log.warning("not_swept", kind=type(error).__name__)

"""As long as the server runs: each minute expired offers are written down and imports forgotten, each hour all else is swept."""

from asyncio import CancelledError, create_task, sleep
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count

import structlog
from anyio.to_thread import run_sync
from sqlalchemy.exc import SQLAlchemyError

from api.exchange import importing
from api.offers import expiry
from api.retention.sweeping_out import sweep_out
from api.settings import Settings
from api.storage import Database

log = structlog.get_logger()

SECONDS_BETWEEN = 60
MINUTES_BETWEEN = 60


@asynccontextmanager
async def sweeping(database: Database, settings: Settings) -> AsyncIterator[None]:
    """Inside, all of it happens; a database that does not answer is asked again the next time."""
    task = create_task(_sweep_again_and_again(database, settings))
    try:
        yield
    finally:
        task.cancel()
        with suppress(CancelledError):
            await task


async def _sweep_again_and_again(database: Database, settings: Settings) -> None:
    for minute in count(1):
        await sleep(SECONDS_BETWEEN)
        try:
            await run_sync(expiry.sweep, database)
            await run_sync(importing.sweep, database)
            if minute % MINUTES_BETWEEN == 0:
                await run_sync(sweep_out, database, settings)
        except SQLAlchemyError as error:
            log.warning("not_swept", kind=type(error).__name__)

"""What a job tells, as server-sent events; whoever lost the line goes on where it was cut (Last-Event-ID)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.authority import Action
from api.identity.guarding import may
from api.jobs.asking import find_job
from api.jobs.telling import DONE, told_after
from api.storage import Database
from api.tables.jobs import ACTIVE, JobEvent
from api.tables.row import Key
from api.web.pages import MOST_ROWS
from api.web.problems import refusals
from api.web.service import Storage

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])

SECONDS_BETWEEN_LOOKS = 0.4
RECONNECT = 1000
"""Milliseconds after which a browser comes back."""


def _known(job_id: Key, storage: Storage) -> str:
    with storage.reading() as session:
        return find_job(session, job_id)[0].id


@router.get(
    "/{job_id}/events", response_class=EventSourceResponse, dependencies=may(Action.LOOK), responses=refusals(404)
)
async def job_events(
    job: Annotated[str, Depends(_known)],
    storage: Storage,
    last_event_id: Annotated[int, Header(ge=0, le=MOST_ROWS, description="The last event that was heard.")] = 0,
) -> AsyncIterator[ServerSentEvent]:
    """`progress` {seconds, points, unmet, bound, gap}, `incumbent` {seconds, points} when a better roster is kept, and `done`
    {state, result_version, points, unmet, bound, gap}, after which the stream ends. Comments keep a silent line open.
    """
    yield ServerSentEvent(retry=RECONNECT)
    heard, over = last_event_id, False
    while not over:
        events, over = await run_in_threadpool(_news, storage, job, heard)
        for event in events:
            yield ServerSentEvent(event=event.kind, id=str(event.number), data=event.data)
            heard = event.number
        if not over:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


def _news(storage: Database, job_id: str, heard: int) -> tuple[list[JobEvent], bool]:
    """What was told since, and whether that is all that will be: an ended job tells nothing more."""
    with storage.reading() as session:
        job, _ = find_job(session, job_id)
        events = list(told_after(session, job_id, heard))
        return events, job.state not in ACTIVE or any(event.kind == DONE for event in events)

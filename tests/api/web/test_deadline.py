"""Nobody waits for ever: what has not begun to answer in time is refused, and its place stays taken until it has ended."""

import asyncio
from threading import Event
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from starlette.types import ASGIApp

from api.web.deadline import Deadline
from api.web.throttling import Line, Throttling

SOON = 0.05
LATE = 60.0


def client_of(app: ASGIApp) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://service")


def test_a_handler_that_takes_too_long_is_answered_for_and_keeps_its_place() -> None:
    app, go, line = FastAPI(), Event(), Line(1, 1)
    ended = []

    @app.get("/slow")
    def slow() -> dict[str, Any]:
        go.wait(LATE)
        ended.append(True)
        return {}

    async def ask() -> tuple[httpx2.Response, int, list[bool], int]:
        sent: list[dict[str, Any]] = []
        over = asyncio.Event()

        async def send(message: Any) -> None:
            sent.append(message)
            if message["type"] == "http.response.body":
                over.set()

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        scope = {"type": "http", "method": "GET", "path": "/slow", "raw_path": b"/slow", "root_path": "", "headers": [],
                 "query_string": b"", "scheme": "http", "server": ("service", 80), "client": ("here", 1)}  # fmt: skip
        asking = asyncio.ensure_future(Deadline(Throttling(app, line, seconds=LATE), SOON)(scope, receive, send))
        await over.wait()
        at_work, before = line.at_work, list(ended)
        go.set()
        await asking
        answer = httpx2.Response(sent[0]["status"], headers=sent[0]["headers"], content=sent[1]["body"])
        assert len(sent) == 2, "what the handler answered at last is not sent"
        return answer, at_work, before, line.at_work

    answer, at_work, before, afterwards = asyncio.run(ask())

    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (503, "TOOK_TOO_LONG", "5")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (before, ended) == ([], [True])
    assert (at_work, afterwards) == (1, 0)


def test_what_only_waits_is_stopped() -> None:
    app = FastAPI()
    stopped = []

    @app.get("/waits")
    async def waits() -> None:
        try:
            await asyncio.sleep(LATE)
        except asyncio.CancelledError:
            stopped.append(True)
            raise

    async def ask() -> int:
        async with client_of(Deadline(app, SOON)) as client:
            return (await client.get("/waits")).status_code

    assert asyncio.run(ask()) == 503
    assert stopped == [True]


def test_a_stream_that_has_begun_may_last() -> None:
    app = FastAPI()

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        async def parts() -> Any:
            yield "first "
            await asyncio.sleep(3 * SOON)
            yield "last"

        return StreamingResponse(parts())

    async def ask() -> httpx2.Response:
        async with client_of(Deadline(app, SOON)) as client:
            return await client.get("/stream")

    answer = asyncio.run(ask())

    assert (answer.status_code, answer.text) == (200, "first last")


@pytest.mark.parametrize("path", ["/quick", "/breaks"])
def test_what_is_in_time_is_as_it_would_be_without(path: str) -> None:
    app = FastAPI()

    @app.get("/quick")
    def quick() -> str:
        return "done"

    @app.get("/breaks")
    def breaks() -> None:
        raise RuntimeError("on purpose")

    async def ask(limited: ASGIApp) -> str:
        async with client_of(limited) as client:
            try:
                return (await client.get(path)).text
            except RuntimeError as error:
                return str(error)

    assert asyncio.run(ask(Deadline(app, LATE))) == asyncio.run(ask(app))

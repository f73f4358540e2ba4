"""A crowd at the door: nobody hangs, whoever is not let in hears at once when to come again, and slow people hold no place."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.throttling import Line, Throttling

ALWAYS = "/v1/health"


class Works:
    """An application whose answers wait until the test lets them go; a path `/stream` begins a stream of events first."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.at_work = 0
        self.most = 0
        self.entered = asyncio.Semaphore(0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        self.entered.release()
        kind = b"text/event-stream" if scope["path"] == "/stream" else b"text/plain"
        start = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]}
        body = b""
        while (message := await receive())["type"] == "http.request":
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        if scope["path"] == "/stream":
            await send(start)
            await self.go.wait()
        else:
            await self.go.wait()
            await send(start)
        self.at_work -= 1
        await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def asking(app: ASGIApp) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://service") as client:
        yield client


async def settled() -> None:
    """Everybody who can go on has gone on."""
    for _ in range(50):
        await asyncio.sleep(0)


def throttled(works: Works, at_once: int = 1, waiting: int = 1, seconds: float = 60) -> Throttling:
    return Throttling(works, Line(at_once, waiting), seconds=seconds, always=[ALWAYS])


def test_so_many_work_so_many_wait_and_others_are_told_to_come_again() -> None:
    async def crowd() -> tuple[list[httpx2.Response], int]:
        works = Works()
        async with asking(throttled(works, at_once=3, waiting=5)) as client:
            calls = [asyncio.ensure_future(client.get(f"/{k}")) for k in range(20)]
            await settled()
            refused = [call.result() for call in calls if call.done()]
            waiting = [call for call in calls if not call.done()]
            works.go.set()
            return [*refused, *await asyncio.gather(*waiting)], works.most

    answers, most = asyncio.run(crowd())

    assert most == 3
    assert sorted(one.status_code for one in answers) == [200] * 8 + [429] * 12
    for one in answers[:12]:
        told = one.json()
        assert (one.headers["Retry-After"], told["code"], told["status"]) == ("1", "TOO_MANY_REQUESTS", 429)
        assert one.headers["content-type"] == "application/problem+json"
        assert told["zh"]
        assert told["en"]


def test_places_are_given_in_the_order_of_arrival_and_none_is_lost() -> None:
    async def line() -> list[str]:
        works, order = Works(), []

        async def ask(client: httpx2.AsyncClient, name: str) -> None:
            await client.get(f"/{name}")
            order.append(name)

        async with asking(throttled(works, waiting=9)) as client:
            calls = []
            for name in "abcdef":
                calls.append(asyncio.ensure_future(ask(client, name)))
                await settled()
            calls[2].cancel()
            await settled()
            works.go.set()
            await asyncio.gather(*calls, return_exceptions=True)
            await ask(client, "later")
        return order

    assert asyncio.run(line()) == ["a", "b", "d", "e", "f", "later"]


def test_who_waits_too_long_is_told_so_and_leaves_no_gap() -> None:
    async def wait() -> tuple[httpx2.Response, httpx2.Response]:
        works = Works()
        async with asking(throttled(works, seconds=0.01)) as client:
            first = asyncio.ensure_future(client.get("/first"))
            await works.entered.acquire()
            late = await client.get("/late", headers={"Accept-Language": "en"})
            works.go.set()
            await first
            return late, await client.get("/again")

    late, again = asyncio.run(wait())

    assert (late.status_code, late.json()["code"], late.headers["Retry-After"]) == (503, "WAITED_TOO_LONG", "2")
    assert late.json()["title"] == late.json()["en"]
    assert again.status_code == 200


def test_a_stream_of_events_holds_a_place_only_until_it_begins() -> None:
    async def stream() -> tuple[int, int]:
        works = Works()
        async with asking(throttled(works, waiting=0)) as client:
            streams = [asyncio.ensure_future(client.get("/stream"))]
            await settled()
            streams.append(asyncio.ensure_future(client.get("/stream")))
            await settled()
            at_work = works.at_work
            works.go.set()
            return at_work, sum(one.status_code for one in await asyncio.gather(*streams))

    assert asyncio.run(stream()) == (2, 400)


def test_whoever_watches_the_service_never_waits() -> None:
    async def watch() -> int:
        works = Works()
        async with asking(throttled(works, waiting=0)) as client:
            first = asyncio.ensure_future(client.get("/first"))
            await works.entered.acquire()
            watcher = asyncio.ensure_future(client.get(ALWAYS))
            await works.entered.acquire()
            works.go.set()
            await first
            return (await watcher).status_code

    assert asyncio.run(watch()) == 200


def test_who_sends_slowly_holds_no_place() -> None:
    async def slow() -> tuple[str, httpx2.Response]:
        works, rest = Works(), asyncio.Event()
        works.go.set()

        async def trickle() -> AsyncIterator[bytes]:
            yield b"first "
            await rest.wait()
            yield b"second"

        app = throttled(works, waiting=0)
        async with asking(app) as client:
            sender = asyncio.ensure_future(_straight(app, trickle()))
            await settled()
            quick = await client.get("/quick")
            rest.set()
            return await sender, quick

    body, quick = asyncio.run(slow())

    assert (body, quick.status_code) == ("first second", 200)


async def _straight(app: ASGIApp, parts: AsyncIterator[bytes]) -> str:
    """A request whose body comes bit by bit; a client library would gather it first."""
    sent: list[Message] = []

    async def receive() -> Message:
        part = await anext(parts, None)
        return {"type": "http.request", "body": part or b"", "more_body": part is not None}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {"type": "http", "method": "POST", "path": "/slow", "headers": [], "query_string": b""}
    await app(scope, receive, send)
    return b"".join(message.get("body", b"") for message in sent).decode()


def test_an_application_that_fails_gives_its_place_back() -> None:
    async def fail() -> int:
        works = Works()
        works.go.set()

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["path"] == "/fails":
                raise RuntimeError("on purpose")
            await works(scope, receive, send)

        async with asking(Throttling(app, Line(1, 0), seconds=60)) as client:
            with pytest.raises(RuntimeError):
                await client.get("/fails")
            return (await client.get("/works")).status_code

    assert asyncio.run(fail()) == 200

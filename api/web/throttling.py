"""A crowd at the door: so many requests at work, so many in line, and whoever comes then is told at once when to come again.

A request takes its place when it has arrived as a whole (long uploads: their beginning), and leaves it when its answer is
made: whoever sends or reads slowly keeps nobody waiting, and a stream of events holds a place only until it begins.
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from time import monotonic

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Busy, Refused, Unavailable
from api.web.problems import problem_response

HELD = 64 * 1024
"""Bytes of a request that are awaited outside; a longer one goes on arriving inside."""
EVENT_STREAM = b"text/event-stream"


ARRIVED, LINE = "arrived", "line"
"""Of a request's state: the moment of `time.monotonic()` at which it came, and the line that it stood in."""


class Throttling:
    """Pure ASGI. `always` are paths that never wait, for whoever watches the service."""

    def __init__(self, app: ASGIApp, line: "Line", seconds: float, always: Iterable[str] = ()) -> None:
        self.app = app
        self.line = line
        self.seconds = seconds
        self.always = frozenset(always)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request in its turn; raises nothing of its own."""
        if scope["type"] != "http" or scope["path"] in self.always:
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {}).update({ARRIVED: monotonic(), LINE: self.line})
        if self.line.is_full:
            await _refuse(_too_many(), scope, receive, send)
            return
        arrived = await _arrived(receive)
        try:
            place = await self.line.place(self.seconds)
        except asyncio.QueueFull:
            await _refuse(_too_many(), scope, receive, send)
            return
        except TimeoutError:
            await _refuse(_too_slow(), scope, receive, send)
            return

        async def replay() -> Message:
            return arrived.popleft() if arrived else await receive()

        async def release(message: Message) -> None:
            if _is_made(message):
                place.leave()
            await send(message)

        try:
            await self.app(scope, replay, release)
        finally:
            place.leave()


class Line:
    """Places at work, and those who wait for one in the order in which they came."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self.at_once = at_once
        self.free = at_once
        self.most = waiting
        self.waiting: deque[asyncio.Future[None]] = deque()

    @property
    def at_work(self) -> int:
        """Places that are taken."""
        return self.at_once - self.free

    @property
    def is_full(self) -> bool:
        """Nobody more can be let in or wait."""
        return self.free <= 0 and len(self.waiting) >= self.most

    @property
    def is_waited_in(self) -> bool:
        """Somebody stands in it."""
        return bool(self.waiting)

    async def place(self, seconds: float) -> "Place":
        """Raises QueueFull where too many wait already, TimeoutError where it takes longer than this."""
        if self.free > 0:
            self.free -= 1
            return Place(self)
        if self.is_full:
            raise asyncio.QueueFull
        turn = asyncio.get_running_loop().create_future()
        self.waiting.append(turn)
        try:
            async with asyncio.timeout(seconds):
                await turn
        except BaseException:
            if turn.done() and not turn.cancelled():
                self.next()
            elif turn in self.waiting:
                self.waiting.remove(turn)
            raise
        return Place(self)

    def next(self) -> None:
        """A place is free for whoever has waited longest."""
        while self.waiting:
            turn = self.waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self.free += 1


class Place:
    """One place at work, left once."""

    def __init__(self, line: Line) -> None:
        self.line: Line | None = line

    def leave(self) -> None:
        """It is the next one's; nothing happens the second time."""
        line, self.line = self.line, None
        if line is not None:
            line.next()


async def _arrived(receive: Receive) -> deque[Message]:
    """The request, or the beginning of a long one."""
    messages: deque[Message] = deque()
    size, more = 0, True
    while more and size < HELD:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)
    return messages


def _is_made(message: Message) -> bool:
    """The last part of an answer, or the first of a stream of events."""
    if message["type"] == "http.response.start":
        kinds = (value for name, value in message["headers"] if name.lower() == b"content-type")
        return any(value.startswith(EVENT_STREAM) for value in kinds)
    return message["type"] == "http.response.body" and not message.get("more_body", False)


async def _refuse(refused: Refused, scope: Scope, receive: Receive, send: Send) -> None:
    await problem_response(Request(scope), refused)(scope, receive, send)


def _too_many() -> Busy:
    return Busy(
        "TOO_MANY_REQUESTS",
        zh="当前请求过多，请稍后再试。",
        en="Too many requests at once; try again in a moment.",
        retry_after=1,
    )


def _too_slow() -> Unavailable:
    return Unavailable(
        "WAITED_TOO_LONG",
        zh="服务繁忙，等候过久，请稍后再试。",
        en="The service is too busy to answer in time; try again in a moment.",
        retry_after=2,
    )

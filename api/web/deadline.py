"""Nobody waits for ever: an answer that has not begun in time is a 503, while what was begun ends in its own time.

A handler works in a thread, which nobody can stop; its place in the line stays taken until it is done. That is why this
stands outside the line (`throttling.py`), and counts what is waited there and until the request has arrived.
"""

import asyncio
from collections.abc import Iterable

from anyio import CancelScope
from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Unavailable
from api.web.problems import problem_response

LONGER = 5
"""So many times as long may those take that send files."""


class Deadline:
    """Pure ASGI. `files` are paths that take files. A stream that has begun in time may last."""

    def __init__(self, app: ASGIApp, seconds: float, files: Iterable[str] = ()) -> None:
        self.app, self.seconds, self.files = app, seconds, frozenset(files)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers 503 itself when the time is over."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(scope, receive, send)
        seconds = self.seconds * (LONGER if scope["path"] in self.files else 1)
        timer = asyncio.get_running_loop().call_later(seconds, answer.too_late)
        try:
            with answer.work:
                await self.app(scope, receive, answer.send)
        finally:
            timer.cancel()
            await answer.refused()


class _Answer:
    """Either the application's or, if that has not begun in time, ours."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.work = CancelScope()
        self._scope, self._receive, self._send = scope, receive, send
        self._begun = False
        self._refusal: asyncio.Task[None] | None = None

    async def send(self, message: Message) -> None:
        """Of the application, unless it is too late."""
        if self._refusal is None:
            self._begun = True
            await self._send(message)

    def too_late(self) -> None:
        """The time is over: whoever waits is told, and what only waits is stopped."""
        if not self._begun:
            response = problem_response(Request(self._scope), _too_late())
            self._refusal = asyncio.ensure_future(response(self._scope, self._receive, self._send))
            self.work.cancel()

    async def refused(self) -> None:
        """The refusal, if there is one, was sent."""
        if self._refusal is not None:
            await self._refusal


def _too_late() -> Unavailable:
    return Unavailable(
        "TOOK_TOO_LONG",
        zh="处理时间过长。操作可能仍会完成，请先查看结果再决定是否重试。",
        en="It took too long. It may still be done: look before you try again.",
        retry_after=5,
    )

"""A request waits for the database only so long, in all: who waits longer is told that it does not answer now."""

from collections.abc import Iterable

from starlette.types import ASGIApp, Receive, Scope, Send

from api.storage.patience import patient_for


class Patient:
    """Pure ASGI. Paths that begin with one of `long_work` ask much of the database: each question has that time there."""

    def __init__(self, app: ASGIApp, seconds: float, long_work: Iterable[str] = ()) -> None:
        self.app = app
        self.seconds = seconds
        self.long_work = tuple(long_work)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Threads that handle the request know of it."""
        if scope["type"] != "http" or scope["path"].startswith(self.long_work):
            await self.app(scope, receive, send)
            return
        with patient_for(self.seconds):
            await self.app(scope, receive, send)

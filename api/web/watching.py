"""Every request leaves a line in the log and its part in the figures: by the route's template, never by the address itself."""

from time import perf_counter

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.identity.asking import Asker
from api.identity.rates import Rates
from api.web.metrics import Metrics

log = structlog.get_logger()

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
UNKNOWN = "none"
"""The route of what nothing answers, and of what is refused at the door."""
NO_SECRET = frozenset({401, 404})
"""How a wrong password, and an address that is none, are answered."""


class Watching:
    """Pure ASGI, around everything else."""

    def __init__(self, app: ASGIApp, metrics: Metrics, rates: Rates) -> None:
        self.app, self.metrics, self.rates = app, metrics, rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Changes nothing."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = perf_counter(), 500

        async def heard(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, heard)
        finally:
            self._note(scope, status, perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        route = route_of(scope)
        self.metrics.answered(method, route, status, seconds)
        who: Asker | None = scope.get("state", {}).get("asker")
        asker = {} if who is None else {"asker": who.actor.id}
        log.info("request", method=method, route=route, status=status, milliseconds=round(1000 * seconds, 1), **asker)
        if status in NO_SECRET and (method == "POST" or "token" in scope.get("path_params", {})):
            self.rates.guessed(client_of(scope))


def route_of(scope: Scope) -> str:
    """The template that the address fits."""
    return getattr(scope.get("route"), "path", "") or UNKNOWN


def client_of(scope: Scope) -> str:
    """The address from which a request comes, as far as is known."""
    client = scope.get("client")
    return client[0] if client else ""

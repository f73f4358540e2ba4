"""The service in one process: a socket that is free, and a server that stops when asked to."""

from collections.abc import Callable
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOL_SOCKET, socket

import uvicorn
from fastapi import FastAPI

from api.logs import write_for_libraries
from matcher.domain import BadInput

SECONDS_TO_FINISH = 5
"""Requests that are still under way when the service is asked to stop get so long; event streams never end by themselves."""


def listening(host: str, port: int) -> socket:
    """A socket at this address (port 0: any that is free); raises BadInput where that cannot be."""
    taken = socket(AF_INET6 if ":" in host else AF_INET)
    try:
        taken.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen()
    except (OSError, UnicodeError) as error:
        taken.close()
        cause = getattr(error, "strerror", None) or error
        raise BadInput(
            f"无法使用{host}的{port}端口，请另选--port或--host。 Port {port} of {host} cannot be used ({cause}), "
            "expected a free one: choose another by --port or --host."
        ) from None
    return taken


def run(app: FastAPI, taken: socket, begun: Callable[[], None]) -> None:
    """Serves until SIGINT or SIGTERM; `begun` is called when it answers. Raises BadInput where it cannot begin.

    Requests are logged by our own lines (`logs.py`): addresses may hold what somebody searched for.
    """
    write_for_libraries(app.state.settings.log_level)
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        lifespan="on",
    )
    server = _Server(config, begun)
    try:
        server.run(sockets=[taken])
    except KeyboardInterrupt:
        if not server.started:
            raise
        # else the signal that the server hands on when it has stopped
    if not server.started:
        raise BadInput("服务未能启动。 The service could not start, see above.")


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, begun: Callable[[], None]) -> None:
        super().__init__(config)
        self.begun = begun

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.begun()

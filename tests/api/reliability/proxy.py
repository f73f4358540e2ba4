"""A line between service and database that can be cut, grow silent, or slow; it runs in a thread of its own."""

import asyncio
from collections.abc import Coroutine
from enum import StrEnum
from threading import Thread
from types import TracebackType
from typing import Any

from sqlalchemy import URL, make_url

LARGEST = 65536


class Line(StrEnum):
    """How it is."""

    WHOLE = "whole"
    CUT = "cut"
    """Whoever speaks or dials hears at once that nobody is there."""
    SILENT = "silent"
    """Whoever speaks or dials hears nothing, and nothing is lost: it arrives once the line is whole again."""
    SLOW = "slow"
    """Whatever is said takes `SECONDS_A_MESSAGE`."""


SECONDS_A_MESSAGE = 0.4


class Proxy:
    """To the PostgreSQL at an address; `url` is the address through it."""

    def __init__(self, address: str) -> None:
        self._server = make_url(address)
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="proxy")
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()
        self.line = Line.WHOLE
        self.dialled = 0

    def __enter__(self) -> "Proxy":
        self._thread.start()
        self._changed = self._run(self._event())
        self._listening = self._run(asyncio.start_server(self._called, "127.0.0.1", 0))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.be(Line.CUT)
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        """With the name and password of the server behind."""
        port = self._listening.sockets[0].getsockname()[1]
        through = self._server.set(drivername="postgresql+psycopg", host="127.0.0.1", port=port, query={})
        return through.render_as_string(hide_password=False)

    def be(self, line: Line) -> None:
        """From now on."""
        self._run(self._be(line))

    async def _be(self, line: Line) -> None:
        self.line = line
        self._changed.set()
        self._changed.clear()
        if line is Line.CUT:
            for writer in self._writers:
                writer.transport.abort()

    async def _event(self) -> asyncio.Event:
        return asyncio.Event()

    async def _called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.dialled += 1
        self._writers.add(writer)
        if self.line is Line.CUT:
            writer.transport.abort()
            return
        there, back = await self._dial(self._server)
        self._writers.add(back)
        for source, target in ((reader, back), (there, writer)):
            task = self._loop.create_task(self._carry(source, target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    @staticmethod
    async def _dial(server: URL) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        folder = server.query.get("host")
        if isinstance(folder, str) and folder.startswith("/"):
            return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{server.port or 5432}")
        return await asyncio.open_connection(server.host or "127.0.0.1", server.port or 5432)

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while said := await source.read(LARGEST):
                if self.line is Line.SLOW:
                    await asyncio.sleep(SECONDS_A_MESSAGE)
                while self.line is Line.SILENT:
                    await self._changed.wait()
                target.write(said)
                await target.drain()
        except OSError:
            pass  # the other end has hung up, or the line was cut
        finally:
            target.transport.abort()

    async def _close(self) -> None:
        self._listening.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

"""Callers over plain HTTP/1.1, cheap enough to leave the processor to the server."""

import asyncio
import json
from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import Any, NamedTuple

CONNECTIONS_BEFORE = 100
"""Of a crowd, connected at a time; all are open before the first one calls."""


class Answer(NamedTuple):
    """Seconds from the call to the whole answer."""

    status: int
    seconds: float
    headers: dict[str, str]
    body: Any


class Caller:
    """One connection."""

    def __init__(self, key: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.key = key
        self.reader = reader
        self.writer = writer

    @classmethod
    async def connected(cls, port: int, key: str) -> "Caller":
        """To a server on this machine, by a key."""
        return cls(key, *await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, path: str, body: Any = None) -> Answer:
        """A GET, or a POST of JSON."""
        content = b"" if body is None else json.dumps(body).encode()
        method = "GET" if body is None else "POST"
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.key}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        start = perf_counter()
        self.writer.write(head.encode() + content)
        told = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in told[1:] if line)
        answer = await self.reader.readexactly(int(headers.get("content-length", "0")))
        return Answer(int(told[0].split()[1]), perf_counter() - start, headers, json.loads(answer))

    def hang_up(self) -> None:
        """No more calls."""
        self.writer.close()


def in_turns(port: int, key: str, path: str, bodies: Sequence[Any], callers: int) -> tuple[list[Answer], float]:
    """So many callers, each asking again as soon as it is answered; the answers, and the seconds they took in all."""
    return asyncio.run(_in_turns(port, key, path, bodies, callers))


async def _in_turns(port: int, key: str, path: str, bodies: Sequence[Any], callers: int) -> tuple[list[Answer], float]:
    left, answers = iter(bodies), list[Answer]()
    everybody = [await Caller.connected(port, key) for _ in range(callers)]

    async def one(caller: Caller) -> None:
        for body in left:
            answers.append(await caller.ask(path, body))

    start = perf_counter()
    await asyncio.gather(*map(one, everybody))
    seconds = perf_counter() - start
    for caller in everybody:
        caller.hang_up()
    return answers, seconds


def at_once(port: int, key: str, path: str, bodies: Iterable[Any], patience: float) -> list[Answer | None]:
    """All in one moment, each over a connection of its own; None for a call without an answer after so many seconds."""
    return asyncio.run(_at_once(port, key, path, list(bodies), patience))


async def _at_once(port: int, key: str, path: str, bodies: Sequence[Any], patience: float) -> list[Answer | None]:
    crowd: list[Caller] = []
    for _ in range(0, len(bodies), CONNECTIONS_BEFORE):
        several = min(CONNECTIONS_BEFORE, len(bodies) - len(crowd))
        crowd += await asyncio.gather(*(Caller.connected(port, key) for _ in range(several)))

    async def one(caller: Caller, body: Any) -> Answer | None:
        try:
            return await asyncio.wait_for(caller.ask(path, body), patience)
        except (TimeoutError, OSError, EOFError):
            return None

    answers = await asyncio.gather(*map(one, crowd, bodies))
    for caller in crowd:
        caller.hang_up()
    return list(answers)

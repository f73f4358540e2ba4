"""A server keeps one worker process alive: another takes the place of one that died, and the last one ends with the server."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from threading import Event, Lock, Thread
from time import monotonic

import structlog

from api.settings import Settings
from api.tables.row import new_id

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0
"""Seconds before another is started; twice as long after each that died young, and from the beginning after a good one."""
YOUNG = 30.0
PATIENCE = 8.0
"""Seconds that a worker may take to keep what it has done when the server ends."""

log = structlog.get_logger()


@asynccontextmanager
async def supervised(settings: Settings) -> AsyncIterator[None]:
    """There is a worker, if the settings want one; it ends with this block."""
    if not settings.worker:
        yield
        return
    supervisor = Supervisor(settings)
    supervisor.start()
    try:
        yield
    finally:
        await asyncio.to_thread(supervisor.stop)


class Supervisor:
    """A thread that waits for a worker to die."""

    def __init__(self, settings: Settings) -> None:
        self._orders = f'{{"server": "{new_id()}", "settings": {settings.model_dump_json()}}}\n'
        self._ending = Event()
        self._changing = Lock()
        self._process: subprocess.Popen[str] | None = None
        self._thread = Thread(target=self._keep_one_alive, name="supervisor of the worker", daemon=True)

    def start(self) -> None:
        """From now on there is a worker."""
        self._thread.start()

    def stop(self) -> None:
        """The worker keeps what it has done, and ends."""
        self._ending.set()
        with self._changing:
            process = self._process
            if process is not None:
                _hang_up(process)
        if process is not None:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                _end_group(process)
        self._thread.join()

    @property
    def pid(self) -> int | None:
        """Of the newest worker, which may have died."""
        return self._process.pid if self._process is not None else None

    def _keep_one_alive(self) -> None:
        pause = FIRST_PAUSE
        while (process := self._begin()) is not None:
            begun = monotonic()
            process.wait()
            _end_group(process)
            if self._ending.is_set():
                return
            pause = min(2 * pause, LONGEST_PAUSE) if monotonic() - begun < YOUNG else FIRST_PAUSE
            log.error("worker_died", status=process.returncode)
            self._ending.wait(pause)

    def _begin(self) -> subprocess.Popen[str] | None:
        """Another worker with its orders, unless the server ends."""
        with self._changing:
            if self._process is not None:
                _hang_up(self._process)
            if self._ending.is_set():
                return None
            command = [sys.executable, "-m", "api.jobs.worker"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, start_new_session=True)
            assert self._process.stdin is not None
            with suppress(BrokenPipeError):  # it is dead already, which will be noticed
                self._process.stdin.write(self._orders)
                self._process.stdin.flush()
            return self._process


def _hang_up(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    with suppress(BrokenPipeError):
        process.stdin.close()


def _end_group(process: subprocess.Popen[str]) -> None:
    """The worker, if it is still there, and whatever it had started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)

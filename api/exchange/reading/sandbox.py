"""A file is read in a process of its own, with little memory and time, that sees neither our secrets nor our address space."""

import json
import os
import subprocess
import sys
from threading import BoundedSemaphore
from typing import Any

from api.errors import Busy
from api.exchange.reading.faults import Fault, FaultCode
from api.exchange.reading.grid import Grid, grid_of
from api.exchange.reading.limits import AT_ONCE, MOST_BYTES, WALL_SECONDS

TURNS = BoundedSemaphore(AT_ONCE)
SECONDS_WAITING = 5.0
COMMAND = (sys.executable, "-P", "-m", "api.exchange.reading.child")


def read(content: bytes) -> tuple[Grid, ...]:
    """The sheets of a workbook or CSV file; raises Fault where it cannot be read, Busy where too many are being read."""
    if len(content) > MOST_BYTES:
        raise Fault(FaultCode.TOO_LARGE)
    if not TURNS.acquire(timeout=SECONDS_WAITING):
        raise Busy(
            "IMPORTS_BUSY",
            zh="正在读取其他文件，请稍后再试。",
            en="Other files are being read; try again in a moment.",
            retry_after=5,
        )
    try:
        answer = _answer(content)
    finally:
        TURNS.release()
    if "fault" in answer:
        raise Fault(FaultCode(answer["fault"]))
    return tuple(grid_of(sheet) for sheet in answer["sheets"])


def _answer(content: bytes) -> dict[str, Any]:
    try:
        done = subprocess.run(
            COMMAND,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            timeout=WALL_SECONDS,
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise Fault(FaultCode.TOO_COSTLY) from None
    return answer


def environment() -> dict[str, str]:
    """The same code can be imported; settings with passwords in them stay here."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)), "PYTHONUTF8": "1"}

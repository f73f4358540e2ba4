"""A measurement runs in a process of its own: its memory is its own, and what kills it kills nothing else."""

import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

STATUS = Path("/proc/self/status")
SECONDS_TO_LEAVE = 5.0
"""How long a process may take to end once it has answered; then it is ended."""


class Measured(NamedTuple):
    """What the function returned, and the most memory its process held at a time, in MB (10⁶ bytes)."""

    value: Any
    peak: float


class Died(Exception):
    """The process ended without an answer, or did not end in time; the message says which."""


def in_own_process(function: Callable[..., Any], *arguments: object, patience: float) -> Measured:
    """Call a module-level function in a fresh interpreter and wait at most `patience` seconds; raises Died.

    An error inside the function is raised here again.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_call, args=(theirs, function, arguments))
    process.start()
    theirs.close()
    try:
        if not ours.poll(patience):
            raise Died(f"no answer after {patience:.0f} s")
        answer = ours.recv()
        process.join(SECONDS_TO_LEAVE)
    except EOFError:
        process.join()
        raise Died(f"the process ended without an answer (exit code {process.exitcode})") from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, BaseException):
        raise answer
    return Measured(*answer)


def _call(pipe: Connection, function: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    try:
        value = function(*arguments)
    except Exception as error:
        pipe.send(error)
    else:
        pipe.send((value, peak_memory()))


def peak_memory() -> float:
    """The most memory this process has held so far, in MB.

    `ru_maxrss` would count the parent before the start as well; Linux tells the process's own peak elsewhere.
    """
    if STATUS.exists():
        lines = STATUS.read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM"))
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6

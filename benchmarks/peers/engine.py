"""What all engines look like from outside, and which there are."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from benchmarks.peers.day import Day, Placed


class Engine(NamedTuple):
    """An engine: `solve(day, seconds)` builds its model and searches within so many seconds in all.

    What does not depend on the day (imports, a virtual machine, compiled code) is start-up and happens before.
    """

    threads: int
    left_out: str
    """What of the day it is not told."""
    solve: Callable[[Day, float], list[Placed]]
    most_visits: int | None = None
    """Larger days are given to it station by station."""


class Missing(Exception):
    """The engine cannot run here; the message says why."""


class TooLarge(Exception):
    """The engine cannot be told a day of this size in any useful time; the message says why."""


ROOMS = ("ours", "vroom", "pyvrp", "ortools_routing", "timefold", "cp_sat")
"""Each is a file in `engines/` that defines ENGINE."""


def engine(name: str) -> Engine:
    """The engine of this name, started up; raises Missing where what it needs is not installed."""
    try:
        room = import_module(f"benchmarks.peers.engines.{name}")
    except ImportError as error:
        raise Missing(f"{error}; pip install -e '.[peers]'") from None
    found: Engine = room.ENGINE
    return found

"""One week solved under two policies, for some seconds each, in a process of its own: whoever else asks the service is not held up."""

import subprocess
import sys
from threading import BoundedSemaphore

from pydantic import BaseModel, ConfigDict

from api.errors import Busy, Unavailable
from api.exchange.reading.sandbox import environment
from matcher.domain import Problem, Roster

BEGINNING = 2.5
"""Seconds for the roster that both policies go on from: the better it is, the less they differ by chance."""
SECONDS = 1.0
"""For each policy; all three and what comes around them stay below ten."""
SECONDS_IN_ALL = 40.0
"""Whoever is not back by then is ended."""
TURNS = BoundedSemaphore(1)
COMMAND = (sys.executable, "-P", "-m", "api.screens.rules.child")


class Trial(BaseModel):
    """What the other process is asked: names of layers with their rules as TOML or tables, one list per policy."""

    model_config = ConfigDict(frozen=True)

    problem: Problem
    first: list[tuple[str, str | dict[str, dict[str, bool | int | str]]]]
    second: list[tuple[str, str | dict[str, dict[str, bool | int | str]]]]
    beginning: float = BEGINNING
    seconds: float = SECONDS


class Tried(BaseModel):
    """The best roster found under each."""

    first: Roster
    second: Roster


def solved(trial: Trial) -> Tried:
    """Raises Busy while somebody else compares, Unavailable where the other process gave no answer."""
    if not TURNS.acquire(blocking=False):
        raise Busy(
            "COMPARISON_BUSY",
            zh="正在进行另一项比较，请稍候再试。",
            en="Another comparison is at work; try again in a moment.",
            retry_after=10,
        )
    try:
        done = subprocess.run(
            COMMAND,
            input=trial.model_dump_json().encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            timeout=SECONDS_IN_ALL,
            check=True,
        )
        return Tried.model_validate_json(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise Unavailable(
            "COMPARISON_FAILED",
            zh="比较未能在限定时间内完成，请选择较小的范围再试。",
            en="The comparison did not end in time; choose a smaller place and try again.",
            retry_after=10,
        ) from None
    finally:
        TURNS.release()

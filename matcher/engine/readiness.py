"""The first run on a machine compiles the engine, in two processes at once; later runs find it in the cache.

python -m matcher.engine.readiness        compile here what the other process leaves
"""

import atexit
import subprocess
import sys
from functools import cache
from pathlib import Path

import numba
import numpy as np

from matcher.engine.bound.long_tours import price_long_tour
from matcher.engine.bound.tour_pricing import price_tour
from matcher.engine.bound.week_pricing import find_weeks
from matcher.engine.routes.choices import choices_within
from matcher.engine.routes.enumeration import enumerate_routes
from matcher.engine.routes.starts import earliest_starts
from matcher.engine.search.annealing import search
from matcher.engine.search.binding import STEPS
from matcher.engine.search.book import ATTACH, DETACH, FIND_INSERTION, STAND_GIVEN, TAKE_BACK, TIME_TOUR

OURS, THEIRS = (FIND_INSERTION, TIME_TOUR), (TAKE_BACK, DETACH, ATTACH, STAND_GIVEN)
"""With the search itself here and pricing there, both take about as long; `search` waits for the steps only."""


def prepare() -> None:
    """The compiled code of the search is at hand: at once from the cache, else after some seconds of compiling."""
    other = _other_process()
    if other is None:
        return
    _compile_steps(OURS)
    _compile_search()
    assert other.stdout is not None
    other.stdout.readline()
    _compile_steps(THEIRS)


def prepare_pricing(patience: float | None) -> bool:
    """Whether that of the bound is too, after at most so many seconds; the first roster need not wait for it."""
    other = _other_process()
    try:
        return other is None or other.wait(patience) == 0
    except subprocess.TimeoutExpired:
        return False


@cache
def _other_process() -> subprocess.Popen[bytes] | None:
    """The process that compiles the other part, if anything is to be compiled; it tells by a line when the steps are ready."""
    if _all_is_compiled().exists():
        return None
    other = subprocess.Popen([sys.executable, "-m", __name__], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    atexit.register(_ended, other)
    return other


def _ended(other: subprocess.Popen[bytes]) -> None:
    """Nothing of ours runs on when this process ends, and no pipe is left open."""
    if other.poll() is None:
        other.terminate()
    other.wait()
    if other.stdout is not None:
        other.stdout.close()


def _all_is_compiled() -> Path:
    return Path(numba.config.CACHE_DIR) / "all-is-compiled"


def _compile_steps(pages: tuple[int, ...]) -> None:
    for page in pages:
        _ = STEPS[page].address


def _compile_search() -> None:
    search.compile((numba.int64[:, ::1], numba.int64, numba.float64, numba.boolean, numba.boolean))  # type: ignore[attr-defined]


def _compile_pricing() -> None:
    """By pricing nothing."""
    row, table = np.zeros(1, dtype=np.int64), np.zeros((1, 1), dtype=np.int64)
    row32, table32 = row.astype(np.int32), table.astype(np.int32)
    nobody, never = table[:0].repeat(7, 1), table[:0].repeat(3, 1)
    enumerate_routes(nobody, never, table32, 0, 5, (0, 0), (1, 1), (1, 1), 1, row32, row.astype(np.bool_))
    earliest_starts(table32[:0], 0, nobody, never, table32, 0, 5, table.repeat(2, 1), row)
    choices_within(table32[:0], row[:0], row32[:0], row[:0], table32[:0], row[:0], row32[:0], row[:0], 1, 1, 1)
    idle, needs = np.zeros(2, dtype=np.int64), table[:0].repeat(2, 1)
    find_weeks(
        table32[:0],
        row32[:0],
        row[:0],
        idle,
        row,
        row,
        table.repeat(2, 1),
        1,
        needs,
        table[:0],
        row,
        table[:0].copy(),
        0,
        False,
        0,
        table,
    )
    price_tour(nobody, never, table32, 0, 5, (0, 0), (1, 1), (0, 0), 1, row.copy(), False, row, table)
    price_long_tour(nobody, never, table32, 0, 5, (0, 0), (0, 0), 0, table[:0], False, table.repeat(9, 1), row, table)


if __name__ == "__main__":
    _compile_steps(THEIRS)
    print("steps", flush=True)
    _compile_pricing()
    _all_is_compiled().touch()

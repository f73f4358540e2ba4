"""The first run on a machine compiles the engine, in two processes at once; later runs find it in the cache.

python -m matcher.engine.readiness        compile here what the other process leaves
"""

import subprocess
import sys
from pathlib import Path

import numba
import numpy as np

from matcher.engine.bound.tour_pricing import price_tour
from matcher.engine.bound.week_pricing import combine_tours
from matcher.engine.search.annealing import search
from matcher.engine.search.binding import STEPS
from matcher.engine.search.book import ATTACH, DETACH, FIND_INSERTION, TAKE_BACK, TIME_TOUR

OURS, THEIRS = (FIND_INSERTION,), (TIME_TOUR, TAKE_BACK, DETACH, ATTACH)
"""With the search itself here and pricing there, both take about as long."""


def prepare() -> None:
    """All compiled code of the engine is at hand: at once from the cache, else after some seconds of compiling."""
    mark = Path(numba.config.CACHE_DIR) / "all-is-compiled"
    if mark.exists():
        return
    other = subprocess.Popen([sys.executable, "-m", __name__], stdin=subprocess.DEVNULL)
    try:
        _compile_steps(OURS)
        _compile_search()
    finally:
        other.wait()
    _compile_steps(THEIRS)
    _compile_pricing()
    mark.touch()


def _compile_steps(pages: tuple[int, ...]) -> None:
    for page in pages:
        _ = STEPS[page].address


def _compile_search() -> None:
    search.compile((numba.int64[:, ::1], numba.int64, numba.float64, numba.boolean))  # type: ignore[attr-defined]


def _compile_pricing() -> None:
    """By pricing nothing."""
    row, table = np.zeros(1, dtype=np.int64), np.zeros((1, 1), dtype=np.int64)
    nobody, nowhere, never = table[:0].repeat(7, 1), np.zeros((1, 1), dtype=np.int32), table[:0].repeat(3, 1)
    price_tour(nobody, never, nowhere, 0, 5, (0, 0), (1, 1, 1), (0, 0), row, table)
    combine_tours(table, row, np.zeros((2, 1), dtype=np.int64))


if __name__ == "__main__":
    _compile_steps(THEIRS)
    _compile_pricing()

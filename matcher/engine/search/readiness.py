"""The first run on a machine compiles the search, in two processes at once; later runs find it in the cache.

python -m matcher.engine.search.readiness        compile here what the other process leaves
"""

import subprocess
import sys
from pathlib import Path

import numba

from matcher.engine.search.annealing import search
from matcher.engine.search.binding import STEPS
from matcher.engine.search.book import ATTACH, DETACH, FIND_INSERTION, TAKE_BACK, TIME_TOUR

SEARCH_TAKES = (numba.int64[:, ::1], numba.int64, numba.float64, numba.boolean)
OURS = (TIME_TOUR, FIND_INSERTION)
THEIRS = (TAKE_BACK, DETACH, ATTACH)
"""Both take about as long."""


def prepare() -> None:
    """All compiled code of the search is at hand: at once from the cache, else after some seconds of compiling."""
    mark = Path(numba.config.CACHE_DIR) / "search-is-compiled"
    if mark.exists():
        return
    other = subprocess.Popen([sys.executable, "-m", __name__], stdin=subprocess.DEVNULL)
    try:
        _compile(OURS)
    finally:
        other.wait()
    _compile(THEIRS)
    search.compile(SEARCH_TAKES)  # type: ignore[attr-defined]
    mark.touch()


def _compile(pages: tuple[int, ...]) -> None:
    for page in pages:
        _ = STEPS[page].address


if __name__ == "__main__":
    _compile(THEIRS)
    search.compile(SEARCH_TAKES)  # type: ignore[attr-defined]

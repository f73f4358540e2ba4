"""A flag that compiled code looks at while it works, raised by a thread of its own once it is to stop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import numpy as np

from matcher.waist.instance import Flags

SECONDS_BETWEEN_LOOKS = 0.02


@contextmanager
def halted_when(stopped: Callable[[], bool]) -> Iterator[Flags]:
    """The flag [1]; inside, it is raised soon after `stopped` says so."""
    flag, over = np.zeros(1, dtype=np.bool_), Event()

    def watch() -> None:
        while not over.wait(SECONDS_BETWEEN_LOOKS):
            if stopped():
                flag[0] = True
                return

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield flag
    finally:
        over.set()
        watcher.join()

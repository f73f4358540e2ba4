"""Ctrl-C once keeps the best so far; twice aborts."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

NOTICE = "\n停止中，保留目前最好的排班；再按一次Ctrl-C放弃。 Stopping with the best so far; Ctrl-C again aborts.\n"
STANDARD_ERROR = 2


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C sets; after it, and after the block, Ctrl-C does what it did before."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop  # signals reach the main thread alone
        return
    before = signal.getsignal(signal.SIGINT)

    def keep_the_best(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        stop.set()
        with suppress(OSError):  # past Python's buffers, which the signal may have interrupted
            os.write(STANDARD_ERROR, NOTICE.encode())

    signal.signal(signal.SIGINT, keep_the_best)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)

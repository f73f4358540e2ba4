"""Work that goes first, and work that waits for it: two cores do one thing sooner than two at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event


class Precedence:
    """Whoever waits goes on between two stretches of what goes first."""

    def __init__(self) -> None:
        self._free = Event()
        self._free.set()

    @contextmanager
    def first(self) -> Iterator[None]:
        """A stretch of what goes first; no two of them at a time."""
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()

    def wait(self) -> None:
        """Returns once nothing goes first."""
        self._free.wait()

"""How long whoever asks waits for the database in all: kept for a whole request, however often it asks, and in whichever thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic


class Patience:
    """So many seconds of waiting; what is worked between the questions does not count."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """The time that passes inside is waited for."""
        begun = monotonic()
        try:
            yield
        finally:
            self.left -= monotonic() - begun


_OF_REQUEST: ContextVar[Patience | None] = ContextVar("patience", default=None)


@contextmanager
def patient_for(seconds: float | None) -> Iterator[None]:
    """Inside, so many seconds are waited in all; None where each question may take its own time, as in long work."""
    token = _OF_REQUEST.set(None if seconds is None else Patience(seconds))
    try:
        yield
    finally:
        _OF_REQUEST.reset(token)


def patience(seconds: float) -> Patience:
    """What is left to this request, or so many seconds for the next question alone."""
    return _OF_REQUEST.get() or Patience(seconds)

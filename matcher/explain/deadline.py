"""A moment after which nothing more is tried."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic


class OutOfTime(Exception):
    """The moment is past; what was found until then stands."""


@dataclass(frozen=True)
class Deadline:
    """A moment of `time.monotonic()`, or none."""

    moment: float | None = None

    @property
    def passed(self) -> bool:
        """The moment is past."""
        return self.moment is not None and monotonic() >= self.moment

    def check(self) -> None:
        """Raises OutOfTime once the moment is past."""
        if self.passed:
            raise OutOfTime

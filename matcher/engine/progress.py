"""What a long run tells while it works, and how it is told to stop."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import NamedTuple


class Progress(NamedTuple):
    """The best roster so far and the bound that no roster can beat."""

    seconds: float
    points: int
    unmet: int
    bound: int
    moves_per_second: float


Listener = Callable[[Progress], None]


@dataclass(frozen=True)
class Budget:
    """How long to work: until a moment of the monotonic clock, for a number of moves, or until told to stop."""

    deadline: float
    moves: int | None = None
    stop: Event | None = None
    heat: float | None = None
    """Temperature in points at which the search begins, if not the usual one: a cooler one keeps more of where it begins."""

    @classmethod
    def of(cls, seconds: float, moves: int | None = None, stop: Event | None = None) -> "Budget":
        """A budget of seconds from now."""
        return cls(monotonic() + seconds, moves, stop)

    @property
    def left(self) -> float:
        """Seconds until the deadline, never negative."""
        return max(0.0, self.deadline - monotonic())

    @property
    def cancelled(self) -> bool:
        """Somebody asked to stop."""
        return self.stop is not None and self.stop.is_set()

    @property
    def spent(self) -> bool:
        """No time is left, or somebody asked to stop."""
        return self.cancelled or self.left <= 0.0

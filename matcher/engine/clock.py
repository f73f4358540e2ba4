"""How much of a run's time is over."""

from time import monotonic

from matcher.engine.progress import Budget


class Clock:
    """Counts from when it is made to the deadline of a budget."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._begun = monotonic()
        self.seconds = max(budget.deadline - self._begun, 1e-9)
        """The whole time."""

    def gone(self) -> float:
        """Seconds that are over."""
        return monotonic() - self._begun

    def spent(self) -> float:
        """The share of the time that is over; 1 where the run is cancelled."""
        return 1.0 if self._budget.cancelled else self.gone() / self.seconds

    def share(self, begins: float, ends: float) -> float:
        """How much is over of a stretch between two shares of the time."""
        return max(0.0, self.spent() - begins) / max(ends - begins, 1e-9)

    def left(self, share: float) -> float:
        """Seconds until a share of the time is over."""
        return (share - self.spent()) * self.seconds

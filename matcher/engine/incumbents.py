"""The best plan of a run has a holder: a search, the plan with which the run began, or one out of a proof.

Better ones are told on the way.
"""

from collections.abc import Callable, Iterable
from threading import Lock
from time import monotonic
from typing import NamedTuple, Protocol

from matcher.engine.evaluate import evaluate
from matcher.engine.plan import Plan
from matcher.waist.instance import Instance

SECONDS_BETWEEN_PLANS = 0.5

PlanListener = Callable[[Plan, int], None]
"""Hears of a plan and its points."""


class Holder(Protocol):
    """Whoever holds a plan."""

    @property
    def points(self) -> int:
        """Points of the plan."""
        ...

    @property
    def visits(self) -> int:
        """Visits of the plan."""
        ...

    def plan(self) -> Plan:
        """The plan."""
        ...

    def copied(self) -> Callable[[], Plan]:
        """The plan as it is now, to be read later."""
        ...


class Held(NamedTuple):
    """A plan that no search found: one to begin with, or one out of a proof."""

    points: int
    given: Plan

    @property
    def visits(self) -> int:
        """Visits of the plan."""
        return len(self.given.visit)

    def plan(self) -> Plan:
        """The plan itself."""
        return self.given

    def copied(self) -> Callable[[], Plan]:
        """The plan itself."""
        return self.plan


def beginning(instance: Instance, start: Plan | None) -> tuple[Held, ...]:
    """None if there is no plan to begin with, or if the instance does not accept it as a whole."""
    if start is None or not (evaluation := evaluate(instance, start)).accepted:
        return ()
    return (Held(evaluation.total, start),)


class Incumbents:
    """Searches leave their better plans here, each in its own thread between two moves; one thread tells of them.

    Leaving is a look at the clock, and at most every `SECONDS_BETWEEN_PLANS` a copy of a table.
    """

    def __init__(self, listener: PlanListener | None, known: Iterable[Holder]) -> None:
        """Plans that are no better than the known ones are not worth telling."""
        self._listener = listener
        self._points = min((holder.points for holder in known), default=None)
        self._left: Callable[[], Plan] | None = None
        self._again = 0.0
        self._lock = Lock()

    def leave(self, holder: Holder) -> None:
        """The holder's plan is left for telling, if it is better than any before and the last one was long enough ago."""
        if self._listener is None or monotonic() < self._again:
            return
        with self._lock:
            if self._points is None or holder.points < self._points:
                self._left, self._points = holder.copied(), holder.points
                self._again = monotonic() + SECONDS_BETWEEN_PLANS

    def tell(self) -> None:
        """The plan that was left last is told, once."""
        with self._lock:
            left, points, self._left = self._left, self._points, None
        if self._listener is not None and left is not None and points is not None:
            self._listener(left(), points)

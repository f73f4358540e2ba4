"""Single visits that a dive tried to appoint and found dear."""

from collections import Counter

from matcher.engine.bound.appointments import Appointment
from matcher.engine.bound.state import State

ENOUGH, MOST = 2, 6
"""Tries before the cheapest of them is taken, and how many there are before one is that costs much."""
OF_VISIT = 2
"""Tries of one visit after which others come first."""
MOST_IN_VAIN = 12
"""Tries in vain, one after the other, after which the dive is."""


class Tries:
    """Those of one dive with so much room; what is in here is not to be tried now."""

    def __init__(self) -> None:
        self._vain = set[Appointment]()
        self._of_visit = Counter[int]()
        self._since_step = dict[Appointment, State]()
        self._in_vain = 0

    def __contains__(self, one: object) -> bool:
        return isinstance(one, Appointment) and self._avoids(one)

    def _avoids(self, one: Appointment) -> bool:
        return one in self._vain or one in self._since_step or self._of_visit[one.visit] >= OF_VISIT

    @property
    def in_vain(self) -> bool:
        """So many since the last step cost all that is left that the dive is in vain, too."""
        return self._in_vain >= MOST_IN_VAIN

    @property
    def some_in_vain(self) -> bool:
        """Something was not appointed since it would cost all that is left."""
        return bool(self._vain)

    def failed(self, one: Appointment, state: State, most: float) -> None:
        """Appointing it led to a state that is dear; deeper down it costs no less, so one of `most` points and more is none."""
        self._of_visit[one.visit] += 1
        if state.points < most:
            self._since_step[one] = state
        else:
            self._vain.add(one)
            self._in_vain += 1

    def cheapest(self, much: float, *, last: bool) -> State | None:
        """The state of the fewest points, if enough were tried or it is the `last` chance; those beyond `much` only then, or after
        many more."""
        best = min(self._since_step.values(), key=lambda one: one.points, default=None)
        if best is None:
            return None
        enough = ENOUGH if best.points < much else MOST
        return best if last or len(self._since_step) >= enough else None

    def again(self) -> bool:
        """Visits may be tried again that were left for others; whether there are some."""
        some = any(times >= OF_VISIT for times in self._of_visit.values())
        self._of_visit.clear()
        return some

    def step(self) -> None:
        """A step is made; what was dear before it may be cheap after it, but for what costs all that is left."""
        self._since_step.clear()
        self._in_vain = 0

"""Who dives for better plans, and until when: all workers side by side; where time is short one of them, helped by the others.

The one who sharpens the bound dives without meetings of crews, the others know of them: now these, now those end better.
"""

from collections.abc import Callable, Iterator

from matcher.engine.bound import ColumnGeneration
from matcher.engine.clock import Clock
from matcher.engine.closing import Realiser, rough_plans
from matcher.engine.incumbents import Holder
from matcher.engine.plan import Plan

BEGIN, STOP, CLOSING_ENDS = 0.75, 0.92, 0.95
"""Shares of the time after which no further dive begins before meetings of crews are looked at, at which all of them stop, and until
which plans are made of them."""
SHORT = 25.0
"""Seconds that are short: within them two dives side by side would hardly end, but one may for which all price volunteers."""
IN_VAIN = 0.2
"""Share of the time that dives in vain may take, one after the other, until none begins before then."""
LITTLE = 100
"""Points: a dive that gains less is in vain to who could sharpen the bound instead."""


class Divers:
    """Workers of one run who are invited to dive once, and then go on with what they did."""

    def __init__(
        self,
        clock: Clock,
        workers: int,
        first: int,
        best: Callable[[], Holder],
        bound: Callable[[], int],
        far: Callable[[], bool],
        mend: Callable[[Plan], None],
    ) -> None:
        """They dive while the best plan is `far` from the bound, and `mend` what they find; the `first` could sharpen it, too."""
        self._clock = clock
        self._workers = workers
        self._first = first
        self._best, self._bound, self._far, self._mend = best, bound, far, mend
        self._dives = dict[int, Iterator[Plan | None]]()
        self._invited = set[int]()
        self.alone = False
        """One dives, and whoever does something else should not be in its way."""

    def invite(self, generation: ColumnGeneration, realiser: Realiser) -> None:
        """They are to dive, if it is worth it."""
        if not self._far() or self._clock.spent() >= BEGIN:
            return
        self.alone = self._clock.left(STOP) < SHORT
        for worker in (self._first,) if self.alone else range(self._workers):
            self._dives[worker] = self._plans(worker, generation, realiser)
        self._invited.update(self._dives)

    def dive(self, worker: int) -> None:
        """Better plans until dives are in vain, if the worker is invited."""
        if worker not in self._invited:
            return
        self._invited.remove(worker)
        begun, known, in_vain = self._clock.spent(), self._best().points, 0.0
        for rough in self._dives[worker] if worker == self._first else self._dives.pop(worker, ()):
            if rough is not None:
                self._mend(rough)
            begun, took = self._clock.spent(), self._clock.spent() - begun
            known, gained = self._best().points, known - self._best().points
            vain = rough is None or (worker == self._first and gained < LITTLE)
            in_vain = in_vain + took if vain else 0.0
            if in_vain >= IN_VAIN or begun >= BEGIN or not self._far():
                break
        if worker == self._first:
            self.alone = False

    def leave(self) -> None:
        """What they know takes no room any more."""
        self._dives.clear()

    def go_on(self, generation: ColumnGeneration, realiser: Realiser) -> None:
        """The first one dives as long as there is time."""
        for rough in self._dives.get(self._first) or self._plans(self._first, generation, realiser):
            if rough is not None:
                self._mend(rough)

    def _plans(self, worker: int, generation: ColumnGeneration, realiser: Realiser) -> Iterator[Plan | None]:
        number = (worker - self._first) % self._workers
        return rough_plans(
            number,
            generation.diver(alone=self.alone, meets=number > 0),
            realiser,
            self._best,
            self._bound,
            lambda: self._clock.spent() >= STOP,
            lambda: self._clock.left(CLOSING_ENDS),
            all_the_way=self.alone,
        )

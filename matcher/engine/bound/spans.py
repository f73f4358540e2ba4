"""From when to when a crew's visit can start on a volunteer's route: the rest of it may leave him late there, or early only.

So it is for visits of one volunteer once they have one start only, or some of their starts are taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from matcher.engine.routes import Windows
from matcher.engine.routes.labels import END_SPAN, FIRST_SPAN, SERVICE, VISIT
from matcher.engine.routes.starts import earliest_starts
from matcher.waist.instance import Instance, Ints, Points

ANY = -1
"""The start of a visit that may start whenever its spans allow."""


class Taken(NamedTuple):
    """Starts after the one minute of the week and before the other, which are none."""

    after: int
    before: int

    def holds(self, start: int) -> bool:
        """Whether this start is none."""
        return self.after < start < self.before


class Span(NamedTuple):
    """Earliest and latest start of a visit."""

    visit: int
    earliest: int
    latest: int


class _Side(NamedTuple):
    """What the kernel needs of a date, as time goes or against it."""

    candidates: Points
    spans: Points
    ways: Ints
    windows: NDArray[np.int64]

    def mirrored(self, grid: int) -> Self:
        """The same date from its end on."""
        candidates, spans = self.candidates.copy(), self.spans.copy()
        for row in candidates:
            part = slice(row[FIRST_SPAN], row[END_SPAN])
            first, last = self.spans[part, 0], self.spans[part, 1]
            spans[part, 0] = -(first + (last - first) // grid * grid)[::-1] - row[SERVICE]
            spans[part, 1] = -first[::-1] - row[SERVICE]
        ways, windows = np.ascontiguousarray(self.ways.T), np.ascontiguousarray(-self.windows[::-1, ::-1])
        return type(self)(candidates, spans, ways, windows)


class Spans:
    """Spans of routes, told as often as they are asked for."""

    def __init__(self, instance: Instance, windows: Windows, joined_to: NDArray[np.int64]) -> None:
        """`joined_to` is as in `Routes` that weeks are made of."""
        self._windows = windows
        self._starts = np.full(instance.needs * instance.days, ANY)
        self._taken: Mapping[int, Sequence[Taken]] = {}
        self._timed = np.repeat(instance.need_crew > 1, instance.days)
        self._joined_to = joined_to
        self._sides: dict[int, tuple[_Side, _Side]] = {}
        self._known: dict[tuple[int, tuple[int, ...]], tuple[Span, ...]] = {}

    def narrowed(self, starts: NDArray[np.int64], taken: Mapping[int, Sequence[Taken]]) -> Self:
        """The same where visits have no start but these [N × D], unless these are ANY, and none of those that are taken."""
        narrowed = copy(self)
        narrowed._starts, narrowed._taken, narrowed._sides, narrowed._known = starts, taken, {}, {}
        narrowed._timed = self._timed | (starts != ANY)
        narrowed._timed[[*taken]] = True
        return narrowed

    def of_week(self, routes: Iterable[tuple[int, Iterable[int]]]) -> tuple[Span, ...]:
        """Spans of the crews' visits that are done so; of each tour its visits."""
        together: dict[int, list[int]] = defaultdict(list)
        for tour, visits in routes:
            together[int(self._joined_to[tour])] += visits
        return tuple(span for tour, visits in together.items() for span in self._of_route(tour, tuple(sorted(visits))))

    def of_routes(self, tour: int, visits: Ints, visit: int) -> tuple[Ints, Ints]:
        """Earliest and latest starts of one visit that all these routes [R, L] of a tour have."""
        sides = self._sides_of(tour)
        of_date = sides[0].candidates[:, VISIT]
        routes = np.where(visits >= 0, of_date.searchsorted(visits), -1)
        target, (earliest, ends) = int(of_date.searchsorted(visit)), np.empty((2, len(routes)), dtype=np.int64)
        for (candidates, spans, ways, windows), starts in zip(sides, (earliest, ends), strict=True):
            base, grid = self._windows.tours[tour].base, self._windows.grid
            earliest_starts(routes, target, candidates, spans, ways, base, grid, windows, starts)
        latest = -ends - sides[0].candidates[target, SERVICE]
        return earliest.astype(np.int32), latest.astype(np.int32)

    def _of_route(self, tour: int, visits: tuple[int, ...]) -> tuple[Span, ...]:
        known = self._known.get((tour, visits))
        if known is None:
            table = np.array([visits], dtype=np.int32)
            starts = ((v, *self.of_routes(tour, table, v)) for v in visits if self._timed[v])
            known = tuple(Span(v, int(earliest[0]), int(latest[0])) for v, earliest, latest in starts)
            self._known[tour, visits] = known
        return known

    def _sides_of(self, tour: int) -> tuple[_Side, _Side]:
        if tour not in self._sides:
            windows = self._windows
            one = windows.tours[tour]
            opens = np.array([windows.tours[other].opens for other in np.nonzero(self._joined_to == tour)[0]])
            side = _Side(*self._own(one.candidates), one.ways, opens)
            self._sides[tour] = side, side.mirrored(windows.grid)
        return self._sides[tour]

    def _own(self, candidates: Points) -> tuple[Points, Points]:
        """Candidates and a table of their spans only, as far as these are left."""
        spans, grid = self._windows.spans, self._windows.grid
        left = []
        for visit, first, end in candidates[:, [VISIT, FIRST_SPAN, END_SPAN]].tolist():
            own = spans[first:end]
            if self._starts[visit] != ANY:
                own = own.copy()
                own[:, 0], own[:, 1] = own[:, 0].clip(self._starts[visit]), own[:, 1].clip(None, self._starts[visit])
            for taken in self._taken.get(visit, ()):
                own = _without(own, taken, grid)
            left.append(own)
        numbers = np.array([len(own) for own in left])
        own = candidates.copy()
        own[:, END_SPAN] = np.cumsum(numbers)
        own[:, FIRST_SPAN] = own[:, END_SPAN] - numbers
        return own, np.concatenate(left)


def _without(spans: Points, taken: Taken, grid: int) -> Points:
    """The same spans but for the starts that are taken; first ones stay on the grid."""
    before, after = spans.copy(), spans.copy()
    before[:, 1] = before[:, 1].clip(None, taken.after)
    after[:, 0] += -(-(taken.before - after[:, 0]).clip(0) // grid) * grid
    left = np.concatenate((before, after))
    left = left[left[:, 0] <= left[:, 1]]
    return left[left[:, 0].argsort()]

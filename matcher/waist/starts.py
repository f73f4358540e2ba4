"""Where a visit may start on its date, and for how many points: spans of starts on the grid."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class StartCharge(NamedTuple):
    """Points for a start that lies in none of the half-open intervals."""

    inside: tuple[tuple[int, int], ...]
    points: int


class Spans:
    """The union of spans of starts, snapped to the grid of one date."""

    def __init__(self, grid: tuple[int, int]) -> None:
        self._midnight, self._step = grid
        self._spans: list[tuple[int, int]] = []

    def add(self, first: int, last: int) -> None:
        """Starts from first to last, both included, are allowed as far as they lie on the grid."""
        first, last = self._up(first), self._down(last)
        if first <= last:
            self._spans.append((first, last))

    def priced(self, charges: Sequence[StartCharge]) -> Iterator[tuple[int, int, int]]:
        """Ascending disjoint `(first, last, points)`, split wherever the points change."""
        cuts = sorted({self._up(cut) for charge in charges for interval in charge.inside for cut in interval})
        for first, last in self._merged():
            inner = [cut for cut in cuts if first < cut <= last]
            for begin, next_begin in zip([first, *inner], [*inner, last + self._step], strict=True):
                points = sum(
                    charge.points for charge in charges if not any(start <= begin < end for start, end in charge.inside)
                )
                yield begin, next_begin - self._step, points

    def _merged(self) -> list[tuple[int, int]]:
        merged: list[tuple[int, int]] = []
        for first, last in sorted(self._spans):
            if merged and first <= merged[-1][1] + self._step:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return merged

    def _up(self, minute: int) -> int:
        return self._midnight - (self._midnight - minute) // self._step * self._step

    def _down(self, minute: int) -> int:
        return self._midnight + (minute - self._midnight) // self._step * self._step

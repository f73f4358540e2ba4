"""What is counted: a tally per station, which add up to those of the areas above, and figures that are read off a tally.

A tally is a Counter. A plain name counts things; `(name, n)` counts things that measure n, so that medians and distributions
of a city come from those of its stations.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from matcher.domain import Text

Tally = Counter[Hashable]
Number = int | float | None

DIGITS = 4


class Unit(StrEnum):
    """How a number is to be read; a share lies between 0 and 1."""

    COUNT = "count"
    MINUTES = "minutes"
    SHARE = "share"
    INDEX = "index"


@dataclass(frozen=True)
class Figure:
    """One number with its title and what exactly it means; null where there is nothing to count it from."""

    key: str
    title: Text
    definition: Text
    unit: Unit
    of: Callable[[Tally], Number]


def count(key: str, title: Text, definition: Text) -> Figure:
    """How many; the figure's key is that of the tally."""
    return Figure(key, title, definition, Unit.COUNT, lambda tally: tally[key])


def minutes(key: str, title: Text, definition: Text) -> Figure:
    """A sum of minutes; the figure's key is that of the tally."""
    return Figure(key, title, definition, Unit.MINUTES, lambda tally: tally[key])


def share(key: str, title: Text, definition: Text, part: str, whole: str) -> Figure:
    """How much of the whole."""
    return Figure(key, title, definition, Unit.SHARE, lambda tally: ratio(tally[part], tally[whole]))


def middle(key: str, title: Text, definition: Text, measured: str) -> Figure:
    """The median of what was measured."""
    return Figure(key, title, definition, Unit.MINUTES, lambda tally: _median(tally, measured))


def ratio(part: float, whole: float) -> float | None:
    """Null of nothing."""
    return round(part / whole, DIGITS) if whole else None


def measures(tally: Tally, name: str) -> Iterator[tuple[tuple[int, ...], int]]:
    """What was measured under a name, and how often."""
    for key, times in tally.items():
        if isinstance(key, tuple) and key[0] == name:
            yield key[1:], times


def _median(tally: Tally, name: str) -> float | None:
    values = sorted(value for (value,), times in measures(tally, name) for _ in range(times))
    return float(median(values)) if values else None

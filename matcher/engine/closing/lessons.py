"""What a choice that was made a roster has taught: which days of volunteers cost more together, or are impossible."""

from typing import NamedTuple

Day = frozenset[int]
"""Visits of one volunteer on one date."""


class Lesson(NamedTuple):
    """If each of these volunteers does one of his days on the date it costs so many points more than each would alone, which is told
    of each day, or is impossible (None)."""

    day: int
    of: dict[int, dict[Day, float]]
    points: float | None

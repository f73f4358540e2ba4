"""What is found: the new need served at a start by volunteers, for so many points, and whom that disturbs."""

from typing import NamedTuple


class Fit(NamedTuple):
    """Fits compare as people rank them: fewer points first, then less disturbance, then earlier."""

    points: int
    displaced: tuple[int, ...]
    """Visits given up."""
    shifted: tuple[tuple[int, int, int], ...]
    """(visit, its start, its new start)."""
    start: int
    last_start: int
    """Any start on the grid from `start` up to here is as good, with nothing else changed."""
    volunteers: tuple[int, ...]

    @property
    def rank(self) -> tuple[int, int, int, int, tuple[int, ...]]:
        """The order of ranking."""
        return self.points, len(self.displaced), len(self.shifted), self.start, self.volunteers

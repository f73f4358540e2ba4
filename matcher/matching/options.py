"""The answer to one new need: ranked options, each with its points and what it disturbs, or the reasons why there is none."""

from typing import Literal

from matcher.domain import Reason, Saying, Visit
from matcher.domain.clock import LocalMinute
from matcher.domain.document import Document, Id, Name


class Shift(Document):
    """A standing visit that starts at another time, on the same date with the same volunteers."""

    need: Id
    volunteers: tuple[Id, ...]
    moved_from: LocalMinute
    moved_to: LocalMinute


class Option(Document):
    """One visit of the new need by these volunteers.

    `points` is by how much the total score rises if the option is taken, against leaving the new need unmet: what is
    saved by serving it counts as negative. Any start on the grid from `start` to `latest_start` is as good as the first,
    with everything else unchanged. `ways` are the minutes that each of them, in the same order, is on the way to it.
    """

    volunteers: tuple[Id, ...]
    start: LocalMinute
    end: LocalMinute
    latest_start: LocalMinute
    points: int
    by_rule: dict[str, int] | None = None
    ways: tuple[int, ...] | None = None
    shifts: tuple[Shift, ...] = ()
    displaced: tuple[Visit, ...] = ()

    @property
    def disturbs(self) -> Literal["nothing", "starts", "visits"]:
        """The worst of what other people notice."""
        return "visits" if self.displaced else "starts" if self.shifts else "nothing"


class Match(Document):
    """Options for one visit of a need, the best first; `reasons` are told where there is none."""

    version: Literal[1] = 1
    need: Id
    policy: Name = "default"
    options: tuple[Option, ...]
    reasons: tuple[Reason, ...] = ()
    suggestion: Saying | None = None

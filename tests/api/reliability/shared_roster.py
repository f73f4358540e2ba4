"""What several people see of the roster that they share."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True)
class State:
    """What the service says of the roster, what it breaks, and the published visits with their offers."""

    etag: int
    roster: dict[str, Any]
    broken: frozenset[tuple[str, str]]
    visits: list[dict[str, Any]]

    @property
    def newest(self) -> int:
        """The number of the newest version."""
        return int(self.roster["newest"])


def others(visits: Iterable[dict[str, Any]], touched: set[tuple[str, Any]]) -> list[tuple[Any, ...]]:
    """Visits that are not touched, by need and date."""
    return sorted(
        (one["need"], one["start"], tuple(sorted(one["volunteers"])), one["pinned"])
        for one in visits
        if (one["need"], one["start"][:10]) not in touched
    )


def check_no_overlap(visits: Iterable[dict[str, Any]]) -> None:
    """Nobody is booked twice."""
    booked = defaultdict(list)
    for visit in visits:
        for volunteer in visit["volunteers"]:
            booked[volunteer].append((visit["start"], visit["end"]))
    for times in booked.values():
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(times))), times

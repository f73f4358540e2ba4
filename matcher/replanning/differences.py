"""In what two rosters of the same week differ, visit by visit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import zip_longest

from matcher.domain import Roster, Visit


class Kind(StrEnum):
    """What became of a visit."""

    REMOVED = "removed"
    MOVED = "moved"
    REASSIGNED = "reassigned"
    NEW = "new"


@dataclass(frozen=True)
class Difference:
    """A visit before and after; one of them is missing where it is new or removed."""

    before: Visit | None
    after: Visit | None

    @property
    def kind(self) -> Kind:
        """Reassigned visits may have moved too."""
        if self.after is None:
            return Kind.REMOVED
        if self.before is None:
            return Kind.NEW
        same_people = set(self.before.volunteers) == set(self.after.volunteers)
        return Kind.MOVED if same_people else Kind.REASSIGNED

    @property
    def need(self) -> str:
        """The need whose visit it is."""
        return next(visit.need for visit in (self.after, self.before) if visit is not None)

    @property
    def when(self) -> datetime:
        """Where it stands in a list: by the earlier of its starts."""
        return min(visit.start for visit in (self.before, self.after) if visit is not None)


def differences(before: Roster, after: Roster) -> tuple[Difference, ...]:
    """By time. Visits of a need are compared with that of the same date, and those left over in their order."""
    old, new = _by_need(before), _by_need(after)
    found = [one for need in old | new for one in _of_need(old.get(need, {}), new.get(need, {}))]
    return tuple(sorted(found, key=lambda one: one.when))


def _by_need(roster: Roster) -> dict[str, dict[date, Visit]]:
    visits: dict[str, dict[date, Visit]] = {}
    for visit in sorted(roster.visits, key=lambda one: one.start):
        visits.setdefault(visit.need, {})[visit.start.date()] = visit
    return visits


def _of_need(old: dict[date, Visit], new: dict[date, Visit]) -> Iterator[Difference]:
    for day in sorted(old.keys() & new.keys()):
        before, after = old[day], new[day]
        if before.start != after.start or set(before.volunteers) != set(after.volunteers):
            yield Difference(before, after)
    gone = [old[day] for day in sorted(old.keys() - new.keys())]
    come = [new[day] for day in sorted(new.keys() - old.keys())]
    for before_or_none, after_or_none in zip_longest(gone, come):
        yield Difference(before_or_none, after_or_none)

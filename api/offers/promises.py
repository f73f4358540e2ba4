"""A visit as people are told it, and in what two tellings of a roster differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from api.tables import visits as rows
from api.tables.visits import VisitState
from matcher.domain import Problem, Visit

Key = tuple[str, date]
"""Need and date name a visit of a roster."""


@dataclass(frozen=True)
class Promise:
    """Which need of which cadre, when, and who comes."""

    need: str
    cadre: str
    station: str
    start: datetime
    end: datetime
    volunteers: tuple[str, ...]

    @property
    def key(self) -> Key:
        """What names it in its roster."""
        return self.need, self.start.date()

    def same_for(self, volunteer: str, other: "Promise") -> bool:
        """Nothing changes for this volunteer if the one is told instead of the other."""
        both = volunteer in self.volunteers and volunteer in other.volunteers
        return both and (self.cadre, self.start, self.end) == (other.cadre, other.start, other.end)

    def same(self, other: "Promise") -> bool:
        """Nothing changes for anybody."""
        people = set(self.volunteers) | set(other.volunteers)
        return all(self.same_for(one, other) for one in people)


def promised(visit: rows.Visit) -> Promise:
    """As a row tells it."""
    return Promise(visit.need_id, visit.cadre_id, visit.station_id, visit.start, visit.end, tuple(visit.volunteers))


def promises(problem: Problem, visits: Iterable[Visit]) -> dict[Key, Promise]:
    """As a version of the roster tells them."""
    told = {}
    for visit in visits:
        cadre = problem.cadre_by_id[problem.need_by_id[visit.need].cadre]
        one = Promise(visit.need, cadre.id, cadre.station, visit.start, visit.end, visit.volunteers)
        told[one.key] = one
    return told


class ChangeKind(StrEnum):
    """What became of a promise."""

    NEW = "new"
    MOVED = "moved"
    REASSIGNED = "reassigned"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Change:
    """A promise before and after; one of them is missing where the visit is new or cancelled."""

    before: Promise | None
    after: Promise | None

    @property
    def told(self) -> Promise:
        """The one that it is told by: the new one, if there is one."""
        told = self.after or self.before
        assert told is not None
        return told

    @property
    def kind(self) -> ChangeKind:
        """Reassigned visits may have moved too."""
        if self.before is None:
            return ChangeKind.NEW
        if self.after is None:
            return ChangeKind.CANCELLED
        same_people = set(self.before.volunteers) == set(self.after.volunteers)
        return ChangeKind.MOVED if same_people else ChangeKind.REASSIGNED


def changes(before: Mapping[Key, Promise], after: Mapping[Key, Promise]) -> tuple[Change, ...]:
    """By time, what is the same left out."""
    found = []
    for key in before.keys() | after.keys():
        was, will_be = before.get(key), after.get(key)
        if was is None or will_be is None or not was.same(will_be):
            found.append(Change(was, will_be))
    return tuple(sorted(found, key=lambda change: (change.told.start, change.told.need)))


@dataclass(frozen=True)
class Affected:
    """A volunteer to whom something has to be told: visits that are new to them, that moved, and that fall away."""

    volunteer: str
    new: tuple[Promise, ...]
    moved: tuple[Promise, ...]
    cancelled: tuple[Promise, ...]


def affected(found: Sequence[Change]) -> tuple[Affected, ...]:
    """Everybody for whom anything changes, by id."""
    of: dict[str, dict[str, list[Promise]]] = defaultdict(lambda: {"new": [], "moved": [], "cancelled": []})
    for change in found:
        was = set(change.before.volunteers) if change.before is not None else set()
        will_be = set(change.after.volunteers) if change.after is not None else set()
        for volunteer in was | will_be:
            if change.after is None or volunteer not in will_be:
                assert change.before is not None
                of[volunteer]["cancelled"].append(change.before)
            elif change.before is None or volunteer not in was:
                of[volunteer]["new"].append(change.after)
            elif not change.before.same_for(volunteer, change.after):
                of[volunteer]["moved"].append(change.after)
    return tuple(
        Affected(volunteer, tuple(kinds["new"]), tuple(kinds["moved"]), tuple(kinds["cancelled"]))
        for volunteer, kinds in sorted(of.items())
    )


def standing_promises(visits: Iterable[rows.Visit]) -> dict[Key, Promise]:
    """What is promised now: every row that was not cancelled."""
    return {(one.need_id, one.day): promised(one) for one in visits if one.state is not VisitState.CANCELLED}

"""Rosters kept ready for questions: an index is built once, and serves until the roster or anything it is made of changes."""

from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session, col, select

from api.rosters.standing import standing
from api.settings import Settings
from api.tables.cadres import Cadre, Hardship
from api.tables.data_version import data_version
from api.tables.rosters import Roster
from api.weeks.pairs import Pairs, pairs_of
from matcher.domain import Problem, Visit
from matcher.matching import MatchIndex, sound_part
from matcher.policy import Policy
from matcher.rules.hard.service_circle import ServiceCircle

MOST_ROSTERS = 16
"""Kept at a time; of a city with 6 000 volunteers one takes some tens of MB."""
WIDER_BY = 5
"""Minutes by which the circle is widened where nobody inside it can come."""


@dataclass(frozen=True)
class Ready:
    """One version of a roster in the data of one moment; `set_aside` are visits that break rules of today."""

    number: int
    data_version: int
    problem_hash: str
    index: MatchIndex
    set_aside: tuple[Visit, ...]
    resting: frozenset[str]
    hardships: Mapping[str, Sequence[Hardship]]
    pairs: Pairs

    @cached_property
    def wider(self) -> MatchIndex | None:
        """The same with a wider circle; None where the policy knows no circle."""
        policy = self.index.policy
        rules = tuple(
            rule.model_copy(update={"minutes": rule.minutes + WIDER_BY}) if isinstance(rule, ServiceCircle) else rule
            for rule in policy.rules
        )
        return None if rules == policy.rules else self.index.under(Policy(policy.name, rules))


class Indexes:
    """The indexes of one process; safe to be asked by many threads, of which one builds while the others wait."""

    def __init__(self) -> None:
        self._ready: OrderedDict[str, Ready] = OrderedDict()
        self._lock = Lock()
        self._building: defaultdict[str, Lock] = defaultdict(Lock)

    def of(self, session: Session, settings: Settings, roster: Roster) -> Ready:
        """The newest version of the roster as this session sees it. Raises BadInput where its rows contradict each other."""
        version = data_version(session)
        if (ready := self._fresh(roster, version)) is not None:
            return ready
        with self._lock:
            building = self._building[roster.id]
        with building:
            if (ready := self._fresh(roster, version)) is not None:
                return ready
            ready = self._built(session, settings, roster, version)
        with self._lock:
            self._ready[roster.id] = ready
            self._ready.move_to_end(roster.id)
            while len(self._ready) > MOST_ROSTERS:
                gone, _ = self._ready.popitem(last=False)
                self._building.pop(gone, None)
        return ready

    def _fresh(self, roster: Roster, version: int) -> Ready | None:
        with self._lock:
            ready = self._ready.get(roster.id)
            if ready is None or (ready.number, ready.data_version) != (roster.newest, version):
                return None
            self._ready.move_to_end(roster.id)
            return ready

    def _built(self, session: Session, settings: Settings, roster: Roster, version: int) -> Ready:
        now = standing(session, settings, roster)
        with self._lock:
            before = self._ready.get(roster.id)
        hardships, pairs = _hardships(session, now.problem), pairs_of(session, now.problem.cadre_by_id)
        if before is not None and (before.number, before.problem_hash) == (roster.newest, now.problem_hash):
            return replace(before, data_version=version, hardships=hardships, pairs=pairs)
        sound = sound_part(now.problem, now.document, now.policy)
        return Ready(
            number=roster.newest,
            data_version=version,
            problem_hash=now.problem_hash,
            index=MatchIndex(sound.problem, sound.roster, now.policy),
            set_aside=sound.set_aside,
            resting=sound.people,
            hardships=hardships,
            pairs=pairs,
        )


def _hardships(session: Session, problem: Problem) -> dict[str, Sequence[Hardship]]:
    marks = select(Cadre.id, Cadre.hardships).where(col(Cadre.station_id).in_(problem.station_by_id.keys()))
    return dict(list(session.exec(marks)))


async def _indexes(request: Request) -> Indexes:
    indexes: Indexes = request.app.state.match_indexes
    return indexes


AllIndexes = Annotated[Indexes, Depends(_indexes)]

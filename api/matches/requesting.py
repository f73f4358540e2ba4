"""A match from the call to the row: asked, looked for, kept; looked for anew where somebody refused or the roster changed.

A station may share its roster with others. Its calls are looked for in the whole of it, among the people of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from api.authority.scope import beyond_scope, stations_of
from api.clock import local_now
from api.errors import Conflict, Outdated, no_such
from api.matches.asking import MatchFields, OneOff, check_sensible, one_off, roster_of, station_of, windows_from
from api.matches.found import Found
from api.matches.indexes import Indexes, Ready
from api.matches.looking import look
from api.rosters.versions import find
from api.settings import Settings
from api.tables.requests import MatchRequest, Refusal
from api.tables.rosters import Roster
from api.tables.row import new_id
from matcher import domain
from matcher.matching import Deadline


@dataclass(frozen=True)
class Looked:
    """What was found for a call in one version of a roster."""

    roster_id: str
    station_id: str | None
    roster_version: int
    roster_etag: int
    wanted: MatchFields
    need: domain.Need
    found: Found


def look_for(session: Session, settings: Settings, indexes: Indexes, wanted: MatchFields, deadline: Deadline) -> Looked:
    """A new call; where there is no option, reasons are told in short after the deadline. Raises NotFound, Unacceptable, BadInput."""
    windows = windows_from(wanted, settings)
    station, theirs = station_of(session, wanted.cadre_id), stations_of(session)
    with beyond_scope(session):
        roster = roster_of(session, wanted, windows, station, theirs)
        fixed = wanted.model_copy(update={"windows": windows, "roster_id": roster.id})
        ready = indexes.of(session, settings, roster)
        check_sensible(fixed, ready.index.problem)
        return _looked(session, settings, ready, fixed, roster, new_id(), deadline, station, theirs)


def look_again(
    session: Session,
    settings: Settings,
    indexes: Indexes,
    match: MatchRequest,
    refusals: Sequence[Refusal],
    deadline: Deadline,
) -> Looked:
    """The same call in the roster as it is now, without those who refused."""
    theirs = stations_of(session)
    with beyond_scope(session):
        roster = find(session, match.roster_id)
        ready, fixed = indexes.of(session, settings, roster), asked(match, refusals)
        return _looked(session, settings, ready, fixed, roster, match.need.id, deadline, match.station_id, theirs)


def asked(match: MatchRequest, refusals: Sequence[Refusal]) -> MatchFields:
    """The call as it was made, but for those who have refused since."""
    wanted = MatchFields.model_validate(match.fields)
    without = dict.fromkeys([*wanted.excluded_volunteers, *(one.volunteer for one in refusals)])
    return wanted.model_copy(update={"excluded_volunteers": list(without)})


def need_of(
    session: Session, settings: Settings, indexes: Indexes, wanted: MatchFields, roster: Roster, need_id: str
) -> OneOff:
    """The one-off need of a call in its roster."""
    ready = indexes.of(session, settings, roster)
    return one_off(need_id, wanted, ready.index.problem, ready.hardships, ready.pairs)


def keep(session: Session, looked: Looked) -> MatchRequest:
    """A new match."""
    match = MatchRequest(
        roster_id=looked.roster_id,
        station_id=looked.station_id,
        roster_version=looked.roster_version,
        roster_etag=looked.roster_etag,
        need=looked.need,
        answer=looked.found.model_dump(mode="json"),
        fields=looked.wanted.model_dump(mode="json"),
        made_by=looked.wanted.by,
    )
    session.add(match)
    session.flush()
    return match


def keep_again(session: Session, looked: Looked, before: MatchRequest, refusals: Sequence[Refusal]) -> MatchRequest:
    """What was found anew takes the place of what was found before; raises Outdated where somebody was faster."""
    match = find_match(session, before.id, for_change=True)
    if match.version != before.version:
        raise Outdated(
            "OUTDATED", zh="刚才已有人修改，请刷新后重试。", en="Somebody changed it just now; read it again."
        )
    match.roster_version, match.roster_etag, match.need = looked.roster_version, looked.roster_etag, looked.need
    match.answer, match.refusals = looked.found.model_dump(mode="json"), list(refusals)
    session.flush()
    return match


def find_match(session: Session, match_id: str, *, for_change: bool = False) -> MatchRequest:
    """Locked against other writers until the transaction ends if `for_change`; raises NotFound."""
    query = select(MatchRequest).where(MatchRequest.id == match_id)
    match = session.exec(query.with_for_update() if for_change else query).one_or_none()
    if match is None:
        raise no_such("临时求助", "match")
    return match


def check_unapplied(match: MatchRequest) -> None:
    """Raises Conflict where the call has been answered already."""
    if match.applied_version is not None:
        raise Conflict(
            "ALREADY_APPLIED",
            zh="这次求助已经处理完毕。",
            en="This call has been dealt with already.",
            applied_version=match.applied_version,
            need_id=match.need_id,
        )


def _looked(
    session: Session,
    settings: Settings,
    ready: Ready,
    wanted: MatchFields,
    roster: Roster,
    need_id: str,
    deadline: Deadline,
    station: str | None,
    theirs: frozenset[str] | None,
) -> Looked:
    need = one_off(need_id, wanted, ready.index.problem, ready.hardships, ready.pairs).document
    now = local_now(settings)
    found = look(session, ready, need, now, displace=wanted.may_displace, deadline=deadline, theirs=theirs)
    return Looked(roster.id, station, roster.newest, roster.version, wanted, need, found)

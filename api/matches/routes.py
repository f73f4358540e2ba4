"""Ad-hoc matches over HTTP: ask, hear who can come, say who cannot, take an option."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.authority import Action
from api.authority.scope import beyond_scope
from api.errors import Conflict
from api.identity.guarding import may
from api.matches.applying import Overtaken, chosen, record_unmet, take
from api.matches.asking import MatchFields
from api.matches.hurrying import hurry
from api.matches.indexes import AllIndexes, Indexes
from api.matches.public import MatchPublic
from api.matches.requesting import check_unapplied, find_match, keep, keep_again, look_again, look_for
from api.matches.showing import shown
from api.offers.offering import Link
from api.rosters.versions import find
from api.settings import Settings
from api.storage import Database
from api.tables.requests import Refusal, RefusalReason
from api.tables.row import Fields, Key, Line
from api.web.etags import IfMatch, etag
from api.web.idempotency import OnlyOnce
from api.web.problems import refusals
from api.web.service import Configured, Storage
from matcher.domain.clock import LocalMinute
from matcher.matching import Deadline

router = APIRouter(prefix="/v1/matches", tags=["matches"])


class RefusalFields(Fields):
    """Who was asked in vain, and what came of it."""

    volunteer: Key
    reason: RefusalReason = RefusalReason.DECLINED


class OptionFields(Fields):
    """An option is named by its volunteers and a start that it allows."""

    volunteers: list[Key] = Field(min_length=1, max_length=20)
    start: LocalMinute
    by: Line = ""


class UnmetFields(Fields):
    """Who says that nobody can come."""

    by: Line = ""


class AnswerLink(BaseModel):
    """Where a volunteer answers whether they come: `page` for people, `address` for programs; told once."""

    volunteer: str
    address: str
    page: str


class AppliedPublic(BaseModel):
    """What became of a call: the need, the roster's version that holds it, and offers where the roster is published."""

    match_id: str
    roster_id: str
    roster_version: int
    need_id: str
    links: list[AnswerLink]


@router.post("", status_code=201, response_model=MatchPublic, dependencies=may(Action.MATCH), responses=refusals(404))
def create_match(
    wanted: MatchFields, request: Request, storage: Storage, settings: Configured, indexes: AllIndexes, once: OnlyOnce
) -> Response:
    """Who can come, when, at what cost to whom: at most five options, the best first. Nothing is changed yet.

    An emergency is first answered with the advice to call an ambulance.
    """
    with storage.reading() as session:
        if (known := once.known(session)) is not None:
            return known
        looked = look_for(session, settings, indexes, wanted, hurry(request))
    with storage.writing(lasting=False) as session:
        if (told := once.told(session)) is not None:
            return told
        match = keep(session, looked)
        answer = shown(session, match, looked.found)
        return once.tell(session, 201, answer, {"Location": f"/v1/matches/{match.id}"})


@router.get("/{match_id}", dependencies=may(Action.MATCH), responses=refusals(404))
def get_match(match_id: Key, storage: Storage) -> MatchPublic:
    """The call with the options that were last found for it."""
    with storage.reading() as session:
        match = find_match(session, match_id)
        return shown(session, match)


@router.post("/{match_id}/refusals", dependencies=may(Action.MATCH), responses=refusals(404, 409, 412))
def refuse(
    match_id: Key,
    refusal: RefusalFields,
    request: Request,
    storage: Storage,
    settings: Configured,
    indexes: AllIndexes,
) -> MatchPublic:
    """Somebody cannot come: fresh options without them, in the roster as it is now."""
    said = Refusal(volunteer=refusal.volunteer, reason=refusal.reason)
    return _renewed(match_id, storage, settings, indexes, hurry(request), said)


@router.post("/{match_id}/renewal", dependencies=may(Action.MATCH), responses=refusals(404, 409, 412))
def renew(match_id: Key, request: Request, storage: Storage, settings: Configured, indexes: AllIndexes) -> MatchPublic:
    """The options as they are now, in the newest version of the roster."""
    return _renewed(match_id, storage, settings, indexes, hurry(request))


@router.post(
    "/{match_id}/apply",
    status_code=201,
    response_model=AppliedPublic,
    dependencies=may(Action.MATCH),
    responses=refusals(404, 409, 428),
)
def apply_option(
    match_id: Key,
    option: OptionFields,
    request: Request,
    expected: IfMatch,
    storage: Storage,
    settings: Configured,
    indexes: AllIndexes,
    once: OnlyOnce,
) -> Response:
    """The option becomes a need and a visit of the roster's next version; If-Match is the match's `if_match`.

    Where the roster, or what it is made of, has changed in between, a 409 brings fresh options (`match`).
    """
    try:
        with storage.writing() as session:
            if (told := once.told(session)) is not None:
                return told
            match = find_match(session, match_id, for_change=True)
            check_unapplied(match)
            taken = chosen(match, option.volunteers, option.start, settings.grid_minutes)
            with beyond_scope(session):
                roster = find(session, match.roster_id, for_change=True)
                if not expected.holds(roster.version):
                    raise Overtaken
                links = take(session, settings, indexes, match, roster, taken, option.by)
                session.flush()
            headers = {"Location": f"/v1/rosters/{roster.id}", "ETag": etag(roster.version)}
            return once.tell(session, 201, _applied(match, links), headers)
    except Overtaken:
        raise _changed(_renewed(match_id, storage, settings, indexes, hurry(request))) from None


@router.post(
    "/{match_id}/unmet",
    status_code=201,
    response_model=AppliedPublic,
    dependencies=may(Action.MATCH),
    responses=refusals(404, 409),
)
def leave_unmet(
    match_id: Key, said: UnmetFields, storage: Storage, settings: Configured, indexes: AllIndexes, once: OnlyOnce
) -> Response:
    """Nobody can come: the need stands in the roster as unmet, with its reasons, and may be served by a later solve."""
    with storage.writing() as session:
        if (told := once.told(session)) is not None:
            return told
        match = find_match(session, match_id, for_change=True)
        check_unapplied(match)
        with beyond_scope(session):
            roster = find(session, match.roster_id, for_change=True)
            record_unmet(session, settings, indexes, match, roster, said.by)
            session.flush()
        headers = {"Location": f"/v1/rosters/{roster.id}", "ETag": etag(roster.version)}
        return once.tell(session, 201, _applied(match, ()), headers)


def _applied(match: Any, links: Sequence[Link]) -> AppliedPublic:
    return AppliedPublic(
        match_id=match.id,
        roster_id=match.roster_id,
        roster_version=match.applied_version,
        need_id=match.need_id,
        links=[AnswerLink(volunteer=link.offer.volunteer_id, address=link.address, page=link.page) for link in links],
    )


def _renewed(
    match_id: str,
    storage: Database,
    settings: Settings,
    indexes: Indexes,
    deadline: Deadline,
    refusal: Refusal | None = None,
) -> MatchPublic:
    with storage.reading() as session:
        before = find_match(session, match_id)
        check_unapplied(before)
        refused = [one for one in before.refusals if refusal is None or one.volunteer != refusal.volunteer]
        refused += [refusal] if refusal is not None else []
        looked = look_again(session, settings, indexes, before, refused, deadline)
    with storage.writing(lasting=False) as session:
        match = keep_again(session, looked, before, refused)
        return shown(session, match, looked.found)


def _changed(fresh: MatchPublic) -> Conflict:
    return Conflict(
        "ROSTER_CHANGED",
        zh="排班表或人员安排已有变化，该方案不再成立；新的方案见match。",
        en="The roster, or its people, have changed and the option no longer stands; fresh options are in `match`.",
        match=fresh.model_dump(mode="json"),
    )

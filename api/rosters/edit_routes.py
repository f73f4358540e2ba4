"""Editing over HTTP: one call for board, table and API, and the way back and forth along what was done."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.authority import Action
from api.identity.guarding import may
from api.rosters.changing import Back, change_back, change_by, keep, keep_back
from api.rosters.describing import Judgement, described
from api.rosters.judging import Change
from api.rosters.standing import standing
from api.rosters.steps import Edits
from api.rosters.versions import find
from api.tables.rosters import Roster
from api.tables.row import Fields, Key, Line
from api.web.etags import IfMatch, tag
from api.web.problems import refusals
from api.web.service import Configured, Storage
from matcher.domain import Override

router = APIRouter(prefix="/v1/rosters", tags=["rosters"])

Check = Annotated[bool, Query(description="Only tells what would happen; nothing is stored, nothing refused.")]


class Edited(Judgement):
    """The judgement of what was asked, and the number of the version that holds it, null if nothing was stored."""

    number: int | None = None


class ByWhom(Fields):
    """Who does it."""

    by: Line = ""


@router.post("/{roster_id}/edits", dependencies=may(Action.PLAN), responses=refusals(404, 409, 412, 428))
def edit_roster(
    roster_id: Key,
    wanted: Edits,
    if_match: IfMatch,
    response: Response,
    storage: Storage,
    settings: Configured,
    check: Check = False,
) -> Edited:
    """Takes all steps or none. Refused (409, code RULE_BROKEN, with this same answer) where they would newly break a hard
    rule, unless the policy lets it be overridden and `overrides` says why. With `check` everything is told and nothing stored.
    """
    overrides = [Override(rule=one.rule, reason=one.reason) for one in wanted.overrides]
    with storage.reading() if check else storage.writing() as session:
        roster = find(session, roster_id, for_change=not check)
        if_match.check(roster.version)
        change = change_by(standing(session, settings, roster), wanted.steps, overrides)
        number = None if check else keep(session, change, by=wanted.by, note=wanted.note).number
        return _answer(response, roster, change, number)


@router.post("/{roster_id}/undo", dependencies=may(Action.PLAN), responses=refusals(404, 409, 412, 428))
def undo(
    roster_id: Key,
    wanted: ByWhom,
    if_match: IfMatch,
    response: Response,
    storage: Storage,
    settings: Configured,
    check: Check = False,
) -> Edited:
    """Brings back what was there before the last edit, solve or import, as another version. Not undone are a publication and
    what was agreed with people one by one; nor does it bring back what would break a rule today.
    """
    return _back(Back.UNDO, roster_id, wanted, if_match, response, storage, settings, check)


@router.post("/{roster_id}/redo", dependencies=may(Action.PLAN), responses=refusals(404, 409, 412, 428))
def redo(
    roster_id: Key,
    wanted: ByWhom,
    if_match: IfMatch,
    response: Response,
    storage: Storage,
    settings: Configured,
    check: Check = False,
) -> Edited:
    """Takes the last undo back, as long as nothing else was done since."""
    return _back(Back.REDO, roster_id, wanted, if_match, response, storage, settings, check)


def _back(
    way: Back,
    roster_id: str,
    wanted: ByWhom,
    if_match: IfMatch,
    response: Response,
    storage: Storage,
    settings: Configured,
    check: bool,
) -> Edited:
    with storage.reading() if check else storage.writing() as session:
        roster = find(session, roster_id, for_change=not check)
        if_match.check(roster.version)
        change = change_back(session, settings, roster, way)
        number = None if check else keep_back(session, change, way, by=wanted.by).number
        return _answer(response, roster, change, number)


def _answer(response: Response, roster: Roster, change: Change, number: int | None) -> Edited:
    tag(response, roster.version)
    return Edited(**described(change).model_dump(), number=number)

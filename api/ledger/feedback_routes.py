"""Feedback over HTTP: given on a row of the ledger, listed, and followed up."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.authority import Action
from api.clock import local_today
from api.identity.guarding import may
from api.ledger.feedback import (
    FeedbackFields,
    FeedbackPublic,
    FollowUpFields,
    find_feedback,
    follow_up,
    give,
    shown_feedback,
    wanted_feedback,
)
from api.tables.row import Key
from api.web.etags import IfMatch, tag
from api.web.pages import Page, Wanted, page_of
from api.web.problems import refusals
from api.web.service import Configured, Storage

router = APIRouter(prefix="/v1", tags=["feedback"])


@router.post(
    "/ledger/{entry_id}/feedback", status_code=201, dependencies=may(Action.CLOSE), responses=refusals(404, 409)
)
def give_feedback(entry_id: Key, fields: FeedbackFields, response: Response, storage: Storage) -> FeedbackPublic:
    """What a cadre thinks of a visit; staff may enter it for them."""
    with storage.writing() as session:
        answer = shown_feedback(give(session, entry_id, fields))
    tag(response, answer.version)
    response.headers["Location"] = f"/v1/feedback/{answer.id}"
    return answer


@router.get("/feedback", dependencies=may(Action.LOOK), responses=refusals())
def list_feedback(
    storage: Storage,
    paging: Wanted,
    is_open: Annotated[bool | None, Query(alias="open", description="Sad faces that nobody has followed up.")] = None,
    station_id: Key | None = None,
    cadre_id: Key | None = None,
    volunteer_id: Key | None = None,
    face: Annotated[int | None, Query(ge=1, le=3)] = None,
    ledger_entry_id: Key | None = None,
) -> Page[FeedbackPublic]:
    """The newest first."""
    query = wanted_feedback(
        is_open=is_open,
        station_id=station_id,
        cadre_id=cadre_id,
        volunteer_id=volunteer_id,
        face=face,
        entry_id=ledger_entry_id,
    )
    with storage.reading() as session:
        rows, total, following = page_of(session, query, paging)
        return Page(items=[shown_feedback(row) for row in rows], total=total, next_offset=following)


@router.get("/feedback/{feedback_id}", dependencies=may(Action.LOOK), responses=refusals(404))
def get_feedback(feedback_id: Key, response: Response, storage: Storage) -> FeedbackPublic:
    """One, with its ETag."""
    with storage.reading() as session:
        feedback = find_feedback(session, feedback_id)
        tag(response, feedback.version)
        return shown_feedback(feedback)


@router.post(
    "/feedback/{feedback_id}/follow-up", dependencies=may(Action.CLOSE), responses=refusals(404, 409, 412, 428)
)
def follow_up_feedback(
    feedback_id: Key,
    fields: FollowUpFields,
    expected: IfMatch,
    response: Response,
    storage: Storage,
    settings: Configured,
) -> FeedbackPublic:
    """Somebody has seen to it, and says what came of it."""
    with storage.writing() as session:
        feedback = find_feedback(session, feedback_id)
        expected.check(feedback.version)
        follow_up(session, feedback, fields, local_today(settings))
        answer = shown_feedback(feedback)
    tag(response, answer.version)
    return answer

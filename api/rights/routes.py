"""What people may ask of those who keep their data, over HTTP; whoever acts for them says why, and it is recorded."""

from collections.abc import Callable

from fastapi import APIRouter, Response
from sqlmodel import Field, Session, col, select

from api.authority import Action
from api.authority.seeing import see_as, sight_of
from api.identity.guarding import may
from api.record.writing import ACTOR, act_as, note
from api.rights.consent_history import history
from api.rights.erasing import ask, confirm
from api.rights.export import PersonalData, personal_data
from api.rights.scrubbing import scrub
from api.rights.showing import ConsentTold, ErasureAsked, ErasureDone, ErasurePublic, asked, done, shown
from api.rights.whose import Whose, cadre_or_no_such, volunteer_or_no_such
from api.storage import Database
from api.tables.rights import Erasure
from api.tables.row import Fields, Key, Line
from api.web.pages import Page, Wanted, page_of
from api.web.problems import refusals
from api.web.service import Storage

router = APIRouter(prefix="/v1", tags=["rights"])

Find = Callable[[Session, str], Whose]


class Wish(Fields):
    """Why it is asked for, which is recorded."""

    reason: Line = Field(min_length=1)


class Confirmation(Fields):
    """The whole name of whoever is to be forgotten: who means it can type it."""

    name: Line = Field(min_length=1)


@router.post("/cadres/{cadre_id}/export", dependencies=may(Action.REVEAL), responses=refusals(404))
def export_cadre(cadre_id: Key, wanted: Wish, response: Response, storage: Storage) -> PersonalData:
    """All that is kept of a cadre, also as a volunteer, in one document to take along."""
    return _exported(response, storage, cadre_or_no_such, cadre_id, wanted)


@router.post("/volunteers/{volunteer_id}/export", dependencies=may(Action.REVEAL), responses=refusals(404))
def export_volunteer(volunteer_id: Key, wanted: Wish, response: Response, storage: Storage) -> PersonalData:
    """All that is kept of a volunteer, also as a cadre; of those they served no more than ids."""
    return _exported(response, storage, volunteer_or_no_such, volunteer_id, wanted)


@router.post(
    "/cadres/{cadre_id}/erasure", status_code=201, dependencies=may(Action.ERASE), responses=refusals(404, 409)
)
def ask_to_erase_cadre(cadre_id: Key, wanted: Wish, storage: Storage) -> ErasureAsked:
    """How much it would go over; nothing is erased before it is confirmed. Refused while visits are promised."""
    return _asked(storage, cadre_or_no_such, cadre_id, wanted)


@router.post(
    "/volunteers/{volunteer_id}/erasure", status_code=201, dependencies=may(Action.ERASE), responses=refusals(404, 409)
)
def ask_to_erase_volunteer(volunteer_id: Key, wanted: Wish, storage: Storage) -> ErasureAsked:
    """The same for a volunteer."""
    return _asked(storage, volunteer_or_no_such, volunteer_id, wanted)


@router.post("/erasures/{erasure_id}/confirmation", dependencies=may(Action.ERASE), responses=refusals(404, 409))
def confirm_erasure(erasure_id: Key, wanted: Confirmation, storage: Storage) -> ErasureDone:
    """They are forgotten, in one step and for good: words about them are gone, figures stay and name nobody."""
    with storage.writing() as session:
        erasure = confirm(session, erasure_id, wanted.name, session.info[ACTOR])
    return done(erasure, scrub(storage))


@router.get("/erasures", dependencies=may(Action.INSPECT), responses=refusals())
def list_erasures(storage: Storage, paging: Wanted) -> Page[ErasurePublic]:
    """Erasures asked for and done, the newest first."""
    query = select(Erasure).order_by(col(Erasure.created_at).desc(), Erasure.id)
    with storage.reading() as session:
        rows, total, following = page_of(session, query, paging)
        return Page(items=[shown(row) for row in rows], total=total, next_offset=following)


@router.get("/cadres/{cadre_id}/consent-history", dependencies=may(Action.LOOK), responses=refusals(404))
def consent_history(cadre_id: Key, storage: Storage) -> list[ConsentTold]:
    """What they agreed to and withdrew, when, and who entered it; the oldest first."""
    with storage.reading() as session:
        cadre_or_no_such(session, cadre_id)
        return [ConsentTold.model_validate(one, from_attributes=True) for one in history(session, cadre_id)]


def _exported(response: Response, storage: Database, find: Find, key: str, wanted: Wish) -> PersonalData:
    with storage.writing() as session:
        whose = find(session, key)
        act_as(session, session.info[ACTOR], wanted.reason)
        for row in whose.rows:
            note(session, "take along", str(row.__tablename__), row.id)
    with storage.reading() as session:
        see_as(session, sight_of(session)._replace(purpose=True))
        found = personal_data(session, find(session, key))
    response.headers["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return found


def _asked(storage: Database, find: Find, key: str, wanted: Wish) -> ErasureAsked:
    with storage.writing() as session:
        whose = find(session, key)
        act_as(session, session.info[ACTOR], wanted.reason)
        return asked(ask(session, whose, wanted.reason, session.info[ACTOR]), whose)

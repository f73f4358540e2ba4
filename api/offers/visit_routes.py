"""Published visits over HTTP: today's list, and what is done when one cannot take place as promised."""

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlmodel import Session, col, select

from api.authority import Action
from api.identity.guarding import may
from api.ledger.closing import find_visit
from api.offers.cancelling import cancel
from api.offers.coverage import Coverage, is_covered
from api.offers.dropping_out import drop_out
from api.offers.fields import CancellationFields, DropOutFields, ReplacementFields
from api.offers.options import ReplacementsShown, options_for
from api.offers.replacing import replace
from api.offers.showing import PublicationShown, VisitPublic, shown_publication, shown_visits
from api.rosters.steps import Day
from api.rosters.versions import find
from api.storage.lists import holds
from api.tables.rosters import Roster
from api.tables.row import Key
from api.tables.visits import Visit, VisitState
from api.web.etags import IfMatch, tag
from api.web.pages import Page, Wanted, page_of
from api.web.problems import refusals
from api.web.service import Configured, Storage

router = APIRouter(prefix="/v1", tags=["offers"])


class DroppedOut(BaseModel):
    """The visits that lost the volunteer, and for each who could come instead."""

    visits: list[VisitPublic]
    replacements: list[ReplacementsShown]


@router.get("/visits", dependencies=may(Action.LOOK), responses=refusals())
def list_visits(
    storage: Storage,
    paging: Wanted,
    station: Key | None = None,
    day: Day | None = None,
    state: VisitState | None = None,
    coverage: Coverage | None = None,
    volunteer: Key | None = None,
    cadre: Key | None = None,
    roster: Key | None = None,
) -> Page[VisitPublic]:
    """Published visits by their start; with `coverage` those still to come whose people will come, may, or will not."""
    query = select(Visit).order_by(col(Visit.start), Visit.id)
    columns = (
        (Visit.station_id, station),
        (Visit.day, day),
        (Visit.state, state),
        (Visit.cadre_id, cadre),
        (Visit.roster_id, roster),
    )
    for column, value in columns:
        if value is not None:
            query = query.where(col(column) == value)
    if volunteer is not None:
        query = query.where(holds(col(Visit.volunteers), volunteer))
    if coverage is not None:
        query = query.where(is_covered(coverage))
    with storage.reading() as session:
        rows, total, following = page_of(session, query, paging)
        return Page(items=shown_visits(session, rows), total=total, next_offset=following)


@router.get("/visits/{visit_id}", dependencies=may(Action.LOOK), responses=refusals(404))
def get_visit(visit_id: Key, response: Response, storage: Storage) -> VisitPublic:
    """One visit, with its ETag."""
    with storage.reading() as session:
        visit = find_visit(session, visit_id)
        tag(response, visit.version)
        return shown_visits(session, [visit])[0]


@router.get("/visits/{visit_id}/replacements", dependencies=may(Action.LOOK), responses=refusals(404))
def list_replacements(visit_id: Key, response: Response, storage: Storage, settings: Configured) -> ReplacementsShown:
    """Who could come instead of those who declined, or instead of all if nobody did; the ETag is the roster's."""
    with storage.reading() as session:
        visit = find_visit(session, visit_id)
        find(session, visit.roster_id)
        found = options_for(session, settings, [visit.id])[0]
        tag(response, found.roster_version)
        return found


@router.post("/visits/{visit_id}/replacement", dependencies=may(Action.ANSWER), responses=refusals(404, 409, 412, 428))
def replace_visit(
    visit_id: Key,
    wanted: ReplacementFields,
    if_match: IfMatch,
    response: Response,
    storage: Storage,
    settings: Configured,
) -> PublicationShown:
    """Other people or another start, published at once: the roster's next version (If-Match is the roster's), the visit and
    its offers together. Refused (409) where it would break a rule.
    """
    with storage.writing() as session:
        visit, roster = _both(session, visit_id)
        if_match.check(roster.version)
        found = replace(
            session,
            settings,
            roster,
            visit,
            wanted.volunteers,
            wanted.start,
            wanted.shifts,
            by=wanted.by,
            note=wanted.note,
        )
        tag(response, roster.version)
        return shown_publication(roster, found)


@router.post("/visits/{visit_id}/cancellation", dependencies=may(Action.ANSWER), responses=refusals(404, 409, 412, 428))
def cancel_visit(
    visit_id: Key,
    wanted: CancellationFields,
    if_match: IfMatch,
    response: Response,
    storage: Storage,
    settings: Configured,
) -> PublicationShown:
    """The visit is off (If-Match is the visit's): its offers are withdrawn, and the need asks for one visit less this week, unless
    it is `still_wanted` on another date. The ETag of the answer is the roster's.
    """
    with storage.writing() as session:
        visit, roster = _both(session, visit_id)
        if_match.check(visit.version)
        found = cancel(
            session,
            settings,
            roster,
            visit,
            reason=wanted.reason,
            by=wanted.by,
            still_wanted=wanted.still_wanted,
        )
        tag(response, roster.version)
        return shown_publication(roster, found)


@router.post("/volunteers/{volunteer_id}/drop-out", dependencies=may(Action.ANSWER), responses=refusals(404))
def drop_volunteer_out(volunteer_id: Key, wanted: DropOutFields, storage: Storage, settings: Configured) -> DroppedOut:
    """The volunteer is away for a time: availability says so from now on, and what they were offered in it counts as declined."""
    with storage.writing() as session:
        lost = drop_out(
            session,
            settings,
            volunteer_id,
            wanted.since,
            wanted.until,
            reason=wanted.reason,
            by=wanted.by,
        )
        ids = [visit.id for visit in lost]
    with storage.reading() as session:
        visits = session.exec(select(Visit).where(col(Visit.id).in_(ids)).order_by(col(Visit.start), Visit.id)).all()
        return DroppedOut(visits=shown_visits(session, visits), replacements=options_for(session, settings, ids))


def _both(session: Session, visit_id: str) -> tuple[Visit, Roster]:
    """The visit and its roster, both held: the roster first, as everybody does who changes visits."""
    visit = find_visit(session, visit_id)
    roster = find(session, visit.roster_id, for_change=True)
    session.refresh(visit)
    return visit, roster

"""Rosters over HTTP: make one for a week, look at it and its versions."""

from datetime import date, datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field
from sqlmodel import col, select

from api.authority import Action
from api.identity.guarding import may
from api.rosters.history import history
from api.rosters.versions import create, find, version, versions
from api.tables.rosters import Cause, Roster, RosterState, RosterVersion
from api.tables.row import Fields, Key, Line
from api.web.etags import tag
from api.web.pages import Page, Wanted, page_of
from api.web.problems import refusals
from api.web.service import Storage
from matcher.domain import Roster as Document
from matcher.domain.clock import LocalDate

router = APIRouter(prefix="/v1/rosters", tags=["rosters"])


class RosterFields(Fields):
    """A roster is of a region (all its open stations) or of one station, and of the week from a Monday."""

    region_id: Key | None = None
    station_id: Key | None = None
    week: date
    by: Line = ""


class RosterPublic(BaseModel):
    """A roster without its visits; `newest` is the number of its newest version."""

    id: str
    version: int
    region_id: str | None
    station_id: str | None
    week: date
    newest: int
    state: RosterState
    published_version: int | None
    published_at: datetime | None


class VersionPublic(BaseModel):
    """One version and why it was made."""

    number: int
    baseline: int | None
    cause: Cause
    undone_to: int | None
    note: str
    made_by: str
    created_at: datetime
    points: int | None
    bound: int | None
    gap: float | None
    visits: int
    missing: int | None


class RosterWhole(RosterPublic):
    """A roster with the contract's document of its newest version, and what undo and redo would bring back."""

    undo_to: int | None = Field(
        description="The version whose content an undo brings back; null where nothing can be undone."
    )
    redo_to: int | None = Field(description="The version whose content a redo brings back; null where there is none.")
    document: Document = Field(description="The contract's roster document; ids only.")


def shown(roster: Roster) -> RosterPublic:
    """As the world sees it."""
    return RosterPublic.model_validate(roster, from_attributes=True)


def shown_version(row: RosterVersion) -> VersionPublic:
    """As the world sees it."""
    document = row.document
    return VersionPublic(
        number=row.number,
        baseline=row.baseline,
        cause=row.cause,
        undone_to=row.undone_to,
        note=row.note,
        made_by=row.made_by,
        created_at=row.created_at,
        points=document.score.total if document.score is not None else None,
        bound=document.bound,
        gap=document.gap,
        visits=len(document.visits),
        missing=sum(one.missing for one in document.unmet) if document.unmet is not None else None,
    )


@router.post("", status_code=201, dependencies=may(Action.PLAN), responses=refusals(404, 409))
def create_roster(wanted: RosterFields, response: Response, storage: Storage) -> RosterPublic:
    """An empty draft; a region's and a station's roster of one week exclude each other."""
    with storage.writing() as session:
        roster = create(session, wanted.week, region_id=wanted.region_id, station_id=wanted.station_id, by=wanted.by)
        answer = shown(roster)
    tag(response, answer.version)
    response.headers["Location"] = f"/v1/rosters/{answer.id}"
    return answer


@router.get("", dependencies=may(Action.LOOK), responses=refusals())
def list_rosters(
    storage: Storage,
    paging: Wanted,
    week: LocalDate | None = None,
    region_id: Key | None = None,
    station_id: Key | None = None,
) -> Page[RosterPublic]:
    """Rosters, the latest week first."""
    query = select(Roster).order_by(col(Roster.week).desc(), Roster.id)
    for column, value in ((Roster.week, week), (Roster.region_id, region_id), (Roster.station_id, station_id)):
        if value is not None:
            query = query.where(col(column) == value)
    with storage.reading() as session:
        rows, total, following = page_of(session, query, paging)
        return Page(items=[shown(row) for row in rows], total=total, next_offset=following)


@router.get("/{roster_id}", dependencies=may(Action.LOOK), responses=refusals(404))
def get_roster(roster_id: Key, response: Response, storage: Storage) -> RosterWhole:
    """The roster with its newest version; its ETag goes into If-Match of whatever changes it."""
    with storage.reading() as session:
        roster = find(session, roster_id)
        tag(response, roster.version)
        past = history(session, roster)
        document = version(session, roster).document
        return RosterWhole(**shown(roster).model_dump(), undo_to=past.undo_to, redo_to=past.redo_to, document=document)


@router.get("/{roster_id}/versions", dependencies=may(Action.LOOK), responses=refusals(404))
def list_versions(roster_id: Key, storage: Storage) -> list[VersionPublic]:
    """What happened to the roster, the newest first."""
    with storage.reading() as session:
        return [shown_version(row) for row in versions(session, find(session, roster_id))]


@router.get("/{roster_id}/versions/{number}", dependencies=may(Action.LOOK), responses=refusals(404))
def get_version(roster_id: Key, number: int, storage: Storage) -> Document:
    """The contract's document of one version."""
    with storage.reading() as session:
        return version(session, find(session, roster_id), number).document

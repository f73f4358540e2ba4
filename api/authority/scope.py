"""Outside a person's stations nothing exists: one filter, laid on every query of a session, whatever asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from sqlalchemy import ColumnElement, event, false, or_
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm.interfaces import ORMOption
from sqlmodel import col, select

from api.authority.kinds import Actor
from api.tables.cadres import Cadre, Consent
from api.tables.jobs import Job, JobEvent, JobWork
from api.tables.needs import Group, Need, NeedWeek
from api.tables.people import AvailabilityException, Volunteer
from api.tables.places import Station
from api.tables.requests import Feed, MatchRequest
from api.tables.rosters import Roster, RosterVersion
from api.tables.visits import Feedback, LedgerEntry, Offer, PriorVisits, Visit

STATIONS = "stations"
"""Where a session keeps its scope, a set of ids."""


def limit(session: AnySession, actor: Actor, regions: frozenset[str] = frozenset()) -> None:
    """The session sees the actor's stations only, and rosters of these or of `regions` that lie wholly among them."""
    if actor.stations is not None:
        session.info[STATIONS] = actor.stations, regions


@contextmanager
def beyond_scope(session: AnySession) -> Iterator[None]:
    """Inside, the session counts what lies outside the asker's stations as well: for sums over an area that is theirs.

    Whoever uses it shows nothing of other stations than such sums.
    """
    scope = session.info.pop(STATIONS, None)
    try:
        yield
    finally:
        if scope is not None:
            session.info[STATIONS] = scope


@event.listens_for(AnySession, "do_orm_execute")
def _limited(state: ORMExecuteState) -> None:
    scope = state.session.info.get(STATIONS)
    if scope is not None and (state.is_select or state.is_update or state.is_delete):
        state.statement = state.statement.options(*_filters(*scope))


@lru_cache(maxsize=256)
def _filters(stations: frozenset[str], regions: frozenset[str]) -> tuple[ORMOption, ...]:
    """Made once for everybody of the same scope: making them takes longer than most queries."""
    return tuple(
        with_loader_criteria(table, criterion, include_aliases=True) for table, criterion in criteria(stations, regions)
    )


def criteria(stations: frozenset[str], regions: frozenset[str]) -> Iterator[tuple[type, ColumnElement[bool]]]:
    """For each table that belongs to stations, what is true of rows in scope."""
    own = sorted(stations)
    cadres = select(Cadre.id).where(col(Cadre.station_id).in_(own))
    volunteers = select(Volunteer.id).where(col(Volunteer.station_id).in_(own))
    visits = select(Visit.id).where(col(Visit.station_id).in_(own))
    inside = or_(col(Roster.station_id).in_(own), col(Roster.region_id).in_(sorted(regions)))
    rosters = select(Roster.id).where(inside)
    yield Station, col(Station.id).in_(own)
    for table in (Cadre, Volunteer, Group, Visit, LedgerEntry):
        yield table, col(table.station_id).in_(own)
    for of_cadre in (Consent, Need, Feedback, PriorVisits):
        yield of_cadre, col(of_cadre.cadre_id).in_(cadres)
    for of_volunteer in (AvailabilityException, Feed):
        yield of_volunteer, col(of_volunteer.volunteer_id).in_(volunteers)
    yield NeedWeek, col(NeedWeek.need_id).in_(select(Need.id).where(col(Need.cadre_id).in_(cadres)))
    yield Offer, col(Offer.visit_id).in_(visits)
    yield Roster, inside if own or regions else false()
    for of_roster in (RosterVersion, Job, MatchRequest):
        yield of_roster, col(of_roster.roster_id).in_(rosters)
    for of_job in (JobWork, JobEvent):
        yield of_job, col(of_job.job_id).in_(select(Job.id).where(col(Job.roster_id).in_(rosters)))

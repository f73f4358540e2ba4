"""Outside a person's stations nothing exists: one filter, laid on every query of a session, whatever asks for it.

PostgreSQL holds to the same once more by itself (`walls.py`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, event, false, or_
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, SessionTransaction, with_loader_criteria
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm.interfaces import ORMOption
from sqlalchemy.sql.visitors import iterate
from sqlmodel import col, select

from api.authority.kinds import Actor
from api.authority.walls import keep
from api.tables.cadres import Cadre, Consent
from api.tables.jobs import Job, JobEvent, JobWork
from api.tables.needs import Group, Need, NeedWeek
from api.tables.people import AvailabilityException, Volunteer
from api.tables.places import Station
from api.tables.requests import Feed, MatchRequest
from api.tables.rights import ConsentChange, Erasure
from api.tables.rosters import Roster, RosterVersion
from api.tables.visits import Feedback, LedgerEntry, Offer, PriorVisits, Visit

STATIONS = "stations"
"""Where a session keeps its scope, a set of ids."""
BEGUN = "begun"
"""Of a session that has spoken to the database: it is too late to keep it to a scope."""


def limit(session: AnySession, actor: Actor, regions: frozenset[str] = frozenset()) -> None:
    """The session sees the actor's stations only, and rosters of these or of `regions` that lie wholly among them.

    Raises RuntimeError after its first query.
    """
    if BEGUN in session.info:
        raise RuntimeError("a session is limited before its first query")
    if actor.stations is not None:
        session.info[STATIONS] = actor.stations, regions


def stations_of(session: AnySession) -> frozenset[str] | None:
    """Those that the session is kept to; None where it is kept to none."""
    scope = session.info.get(STATIONS)
    return None if scope is None else scope[0]


@contextmanager
def beyond_scope(session: AnySession) -> Iterator[None]:
    """Inside, the session reads what lies outside the asker's stations as well: for sums over an area that is theirs, and to
    find a place for their own call in a roster that they share with others.

    Whoever uses it shows nothing more of other stations.
    """
    scope = session.info.pop(STATIONS, None)
    if scope is None:
        yield
        return
    keep(session.connection(), None)
    failed = False
    try:
        yield
    except DBAPIError:
        failed = True  # the transaction ends, and its scope with it
        raise
    finally:
        session.info[STATIONS] = scope
        if not failed:
            keep(session.connection(), scope)


@event.listens_for(AnySession, "after_begin")
def _walled(session: AnySession, _transaction: SessionTransaction, connection: Connection) -> None:
    session.info[BEGUN] = True
    scope = session.info.get(STATIONS)
    if scope is not None:
        keep(connection, scope)


@event.listens_for(AnySession, "do_orm_execute")
def _limited(state: ORMExecuteState) -> None:
    scope = state.session.info.get(STATIONS)
    if scope is not None and (state.is_select or state.is_update or state.is_delete):
        filters = _filters(*scope)
        state.statement = state.statement.options(*(filters[one] for one in _tables(state.statement) if one in filters))


@lru_cache(maxsize=256)
def _filters(stations: frozenset[str], regions: frozenset[str]) -> dict[str, ORMOption]:
    """By table, made once for everybody of the same scope: making them takes longer than most queries."""
    return {
        table.__tablename__: with_loader_criteria(table, criterion, include_aliases=True)  # type: ignore[attr-defined]
        for table, criterion in criteria(stations, regions)
    }


def _tables(statement: Any) -> list[str]:
    """All that a statement reads, however deep: filters of other tables change nothing, but lengthen its key in the cache.

    Nothing else comes with its rows: no table has a relationship (a test says so).
    """
    return sorted({part.name for part in iterate(statement) if isinstance(part, Table)})


def criteria(stations: frozenset[str], regions: frozenset[str]) -> Iterator[tuple[type, ColumnElement[bool]]]:
    """For each table that belongs to stations, what is true of rows in scope."""
    own = sorted(stations)
    cadres = select(Cadre.id).where(col(Cadre.station_id).in_(own))
    volunteers = select(Volunteer.id).where(col(Volunteer.station_id).in_(own))
    visits = select(Visit.id).where(col(Visit.station_id).in_(own))
    inside = or_(col(Roster.station_id).in_(own), col(Roster.region_id).in_(sorted(regions)))
    rosters = select(Roster.id).where(inside)
    yield Station, col(Station.id).in_(own)
    for table in (Cadre, Volunteer, Group, MatchRequest, Visit, LedgerEntry):
        yield table, col(table.station_id).in_(own)
    for of_cadre in (Consent, ConsentChange, Need, Feedback, PriorVisits):
        yield of_cadre, col(of_cadre.cadre_id).in_(cadres)
    for of_volunteer in (AvailabilityException, Feed):
        yield of_volunteer, col(of_volunteer.volunteer_id).in_(volunteers)
    yield Erasure, col(Erasure.cadre_id).in_(cadres) | col(Erasure.volunteer_id).in_(volunteers)
    yield NeedWeek, col(NeedWeek.need_id).in_(select(Need.id).where(col(Need.cadre_id).in_(cadres)))
    yield Offer, col(Offer.visit_id).in_(visits)
    yield Roster, inside if own or regions else false()
    for of_roster in (RosterVersion, Job):
        yield of_roster, col(of_roster.roster_id).in_(rosters)
    for of_job in (JobWork, JobEvent):
        yield of_job, col(of_job.job_id).in_(select(Job.id).where(col(Job.roster_id).in_(rosters)))

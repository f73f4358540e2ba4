"""Where a row comes from: the visit, its offers, the version of the roster, the need, and the fact of the dossier behind it."""

from datetime import date, datetime

from pydantic import BaseModel
from sqlmodel import Session, col, select

from api.ledger.entries import EntryPublic, shown
from api.registry.dossier import COLUMNS
from api.tables.cadres import Cadre, Fact
from api.tables.current_entries import chain
from api.tables.needs import Need, NeedPublic
from api.tables.rosters import Cause, Roster, RosterVersion
from api.tables.visits import LedgerEntry, Offer, OfferState, Visit, VisitState
from matcher.domain import Visit as PlannedVisit
from matcher.domain.clock import LocalMinute


class VisitTrace(BaseModel):
    """The promise."""

    id: str
    day: date
    start: LocalMinute
    end: LocalMinute
    volunteers: list[str]
    state: VisitState


class OfferTrace(BaseModel):
    """Who was asked, and what they said."""

    id: str
    volunteer_id: str
    state: OfferState
    reason: str
    answered_at: datetime | None
    answered_by: str


class RosterTrace(BaseModel):
    """The version that was published; `planned` is the visit as it stood there."""

    roster_id: str
    week: date
    number: int
    cause: Cause
    made_by: str
    created_at: datetime
    planned: PlannedVisit | None


class FactTrace(BaseModel):
    """The fact of the cadre's dossier that caused the need, as it is written there today."""

    cadre_id: str
    fact: Fact
    text: str


class Trace(BaseModel):
    """The whole way back; `traced` where it leads to a need and to a fact that is written down."""

    entry: EntryPublic
    chain: list[EntryPublic]
    visit: VisitTrace | None
    offers: list[OfferTrace]
    roster: RosterTrace | None
    need: NeedPublic | None
    fact: FactTrace | None
    traced: bool


def trace(session: Session, entry: LedgerEntry) -> Trace:
    """From the row to the fact behind it; what is not there is null."""
    visit = session.get(Visit, entry.visit_id) if entry.visit_id is not None else None
    need = session.get(Need, entry.need_id) if entry.need_id is not None else None
    fact = _fact(session, need) if need is not None else None
    rows = shown(session, chain(session, entry))
    return Trace(
        entry=next(row for row in rows if row.id == entry.id),
        chain=rows,
        visit=VisitTrace.model_validate(visit, from_attributes=True) if visit is not None else None,
        offers=_offers(session, visit) if visit is not None else [],
        roster=_roster(session, visit) if visit is not None else None,
        need=NeedPublic.model_validate(need, from_attributes=True) if need is not None else None,
        fact=fact,
        traced=fact is not None and bool(fact.text),
    )


def fact_text(cadre: Cadre, fact: Fact) -> str:
    """What the dossier says of it; empty where it is not yet known."""
    return str(getattr(cadre, COLUMNS[fact]) or "").strip()


def _fact(session: Session, need: Need) -> FactTrace:
    cadre = session.get_one(Cadre, need.cadre_id)
    return FactTrace(cadre_id=cadre.id, fact=need.fact, text=fact_text(cadre, need.fact))


def _offers(session: Session, visit: Visit) -> list[OfferTrace]:
    offers = select(Offer).where(Offer.visit_id == visit.id).order_by(col(Offer.created_at), Offer.id)
    return [OfferTrace.model_validate(offer, from_attributes=True) for offer in session.exec(offers).all()]


def _roster(session: Session, visit: Visit) -> RosterTrace | None:
    version = session.exec(
        select(RosterVersion).where(
            RosterVersion.roster_id == visit.roster_id, RosterVersion.number == visit.published_version
        )
    ).one_or_none()
    if version is None:
        return None
    planned = [one for one in version.document.visits if (one.need, one.start.date()) == (visit.need_id, visit.day)]
    return RosterTrace(
        roster_id=visit.roster_id,
        week=session.get_one(Roster, visit.roster_id).week,
        number=version.number,
        cause=version.cause,
        made_by=version.made_by,
        created_at=version.created_at,
        planned=planned[0] if planned else None,
    )

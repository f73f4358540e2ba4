"""Visits and offers follow what is promised: kept where nothing changes for somebody, else withdrawn and made anew."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from api import clock
from api.offers.offering import Link, current_offers, make, withdraw
from api.offers.promises import Change, Key, Promise, promised
from api.settings import Settings
from api.tables.rosters import Roster
from api.tables.visits import Offer, Visit, VisitState


def visits_of(session: Session, roster: Roster) -> dict[Key, Visit]:
    """All that was ever published of a roster."""
    found = session.exec(select(Visit).where(Visit.roster_id == roster.id)).all()
    return {(visit.need_id, visit.day): visit for visit in found}


def follow(
    session: Session,
    settings: Settings,
    roster: Roster,
    number: int,
    changes: Iterable[Change],
    visits: Mapping[Key, Visit],
) -> list[Link]:
    """Rows become what version `number` promises; the offers that had to be made, none for what has begun."""
    changes, now = list(changes), clock.local_now(settings)
    present = [visits[change.told.key] for change in changes if change.told.key in visits]
    offers = current_offers(session, present, for_change=True)
    links: list[Link] = []
    for change in changes:
        visit = visits.get(change.told.key)
        if change.after is None:
            assert visit is not None, "only what is there can be cancelled"
            visit.state, visit.published_version = VisitState.CANCELLED, number
            withdraw(offers[visit.id])
            continue
        known = offers[visit.id] if visit is not None else []
        kept = _kept(known, visit, change.after)
        withdraw(offer for offer in known if offer not in kept)
        visit = _row(roster, change.after, visit, number)
        session.add(visit)
        session.flush()
        links += _asked(session, settings, visit, {offer.volunteer_id for offer in kept}, now)
    session.flush()
    return links


def _kept(offers: Iterable[Offer], visit: Visit | None, after: Promise) -> list[Offer]:
    if visit is None or visit.state is VisitState.CANCELLED:
        return []
    before = promised(visit)
    return [offer for offer in offers if before.same_for(offer.volunteer_id, after)]


def _row(roster: Roster, promise: Promise, visit: Visit | None, number: int) -> Visit:
    told: dict[str, Any] = {
        "cadre_id": promise.cadre,
        "station_id": promise.station,
        "start": promise.start,
        "end": promise.end,
        "volunteers": list(promise.volunteers),
        "state": VisitState.PLANNED,
        "reason": "",
        "cancelled_by": "",
        "published_version": number,
    }
    if visit is None:
        return Visit(roster_id=roster.id, need_id=promise.need, day=promise.start.date(), **told)
    return visit.sqlmodel_update(told)


def _asked(session: Session, settings: Settings, visit: Visit, known: set[str], now: datetime) -> list[Link]:
    if visit.start <= now:
        return []
    return [make(session, settings, visit, one) for one in visit.volunteers if one not in known]

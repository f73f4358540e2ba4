"""Visits and offers follow what is promised: kept where nothing changes for somebody, else withdrawn and made anew."""

from collections.abc import Iterable, Mapping
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
    kept = _withdrawn_but(session, changes, visits)
    planned: list[Visit] = []
    for change in changes:
        visit = visits.get(change.told.key)
        if change.after is None:
            assert visit is not None, "only what is there can be cancelled"
            visit.state, visit.published_version = VisitState.CANCELLED, number
        else:
            visit = _row(roster, change.after, visit, number)
            session.add(visit)
            planned.append(visit)
    session.flush()
    links = [
        make(session, settings, visit, volunteer)
        for visit in planned
        if visit.start > now
        for volunteer in visit.volunteers
        if volunteer not in kept[visit.need_id, visit.day]
    ]
    session.flush()
    return links


def _withdrawn_but(
    session: Session, changes: Iterable[Change], visits: Mapping[Key, Visit]
) -> dict[Key, frozenset[str]]:
    """Offers that something changes for are withdrawn; by visit, the volunteers for whom nothing does."""
    present = {change.told.key: visits[change.told.key] for change in changes if change.told.key in visits}
    offers = current_offers(session, present.values(), for_change=True)
    kept: dict[Key, frozenset[str]] = {}
    for change in changes:
        key = change.told.key
        visit = present.get(key)
        its_offers = offers[visit.id] if visit is not None else []
        same = [offer for offer in its_offers if visit is not None and _stays(offer, visit, change.after)]
        withdraw(offer for offer in its_offers if offer not in same)
        kept[key] = frozenset(offer.volunteer_id for offer in same)
    return kept


def _stays(offer: Offer, visit: Visit, after: Promise | None) -> bool:
    planned = visit.state is not VisitState.CANCELLED
    return planned and after is not None and promised(visit).same_for(offer.volunteer_id, after)


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

"""How long people wait: from asking to the first offer, and to the volunteer at the door."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from api.reports.asking import Question
from api.tables.cadres import Cadre
from api.tables.current_entries import is_served
from api.tables.needs import Need
from api.tables.requests import MatchRequest
from api.tables.visits import LedgerEntry, Offer, Visit
from matcher.domain.clock import minutes_between


class Wait(NamedTuple):
    """A need that was asked for in the period; None where no offer was made yet, or nobody has come."""

    station: str
    is_call: bool
    to_offer: int | None
    to_arrival: int | None


def waits(session: Session, question: Question) -> Iterator[Wait]:
    """Needs by when they were called in (an ad-hoc match) or else registered, at the station of their cadre."""
    first, after = question.instants()
    calls = dict(
        session.exec(
            select(MatchRequest.need_id, func.min(MatchRequest.created_at))
            .where(col(MatchRequest.need_id).is_not(None))
            .group_by(MatchRequest.need_id)
        ).all()
    )
    needs = select(Need.id, Need.created_at, Cadre.station_id).join(Cadre, col(Cadre.id) == col(Need.cadre_id))
    asked = [
        (need, calls.get(need, created), need in calls, station)
        for need, created, station in session.exec(needs).all()
        if first <= calls.get(need, created) < after
    ]
    offers = _first_offers(session)
    arrivals = _first_arrivals(session)
    for need, moment, is_call, station in asked:
        local = question.local(moment).replace(second=0, microsecond=0)
        offered, arrived = offers.get(need), arrivals.get(need)
        yield Wait(
            station,
            is_call,
            _since(local, question.local(offered) if offered is not None else None),
            _since(local, arrived),
        )


def _since(earlier: datetime, later: datetime | None) -> int | None:
    """Whole minutes; what came before it was asked for (and was entered afterwards) is left out."""
    minutes = minutes_between(earlier, later) if later is not None else -1
    return minutes if minutes >= 0 else None


def _first_offers(session: Session) -> dict[str, datetime]:
    query = select(Visit.need_id, func.min(Offer.created_at)).join(Offer, col(Offer.visit_id) == col(Visit.id))
    return dict(session.exec(query.group_by(Visit.need_id)).all())


def _first_arrivals(session: Session) -> dict[str | None, datetime]:
    query = select(LedgerEntry.need_id, func.min(LedgerEntry.started_at)).where(is_served())
    return {need: start for need, start in session.exec(query.group_by(LedgerEntry.need_id)).all() if start is not None}

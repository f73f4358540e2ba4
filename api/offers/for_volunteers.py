"""What a volunteer sees of an offer by its link: when, where and what; whom they visit only once they have accepted."""

from datetime import datetime, timedelta

from pydantic import BaseModel
from sqlmodel import Session

from api import clock
from api.offers.expiry import state_now
from api.settings import Settings
from api.tables.cadres import Cadre
from api.tables.needs import Group, Need
from api.tables.places import Station
from api.tables.visits import Offer, OfferState, Visit, VisitState
from api.weeks.problem import elsewhere
from matcher.board.words import clock as hours
from matcher.board.words import full_day, service
from matcher.domain import Saying, Text
from matcher.domain.clock import LocalMinute

SHOWN_AFTERWARDS = timedelta(hours=24)
"""So long after the visit the address is still shown."""


class StationShown(BaseModel):
    """Whom to call."""

    name: str
    address: str
    phone: str


class PlaceShown(BaseModel):
    """At whose door to ring."""

    cadre: str
    address: str


class OfferShown(BaseModel):
    """`text` says it all in a sentence; `place` is null until the offer is accepted, and again a day after the visit."""

    state: OfferState
    start: LocalMinute
    end: LocalMinute
    deadline: LocalMinute
    service: Saying
    content: str
    people: int
    station: StationShown
    place: PlaceShown | None
    text: Saying


def shown(session: Session, settings: Settings, offer: Offer) -> OfferShown:
    """As of this moment."""
    visit = session.get_one(Visit, offer.visit_id)
    need = session.get_one(Need, visit.need_id)
    station = session.get_one(Station, visit.station_id)
    state = state_now(offer) if offer.current or offer.state is OfferState.DECLINED else OfferState.WITHDRAWN
    end = visit.end if offer.current else offer.start + timedelta(minutes=need.minutes)
    until = clock.shown_at(offer.deadline, settings)
    word = service(need.service)
    return OfferShown(
        state=state,
        start=offer.start,
        end=end,
        deadline=until,
        service=_saying(word),
        content=need.content,
        people=need.crew,
        station=StationShown(name=station.name, address=station.address, phone=station.phone),
        place=_place(session, need) if _may_see_the_place(visit, offer, clock.local_now(settings)) else None,
        text=_saying(_sentence(state, offer.start, end, until, word, station.name)),
    )


def _may_see_the_place(visit: Visit, offer: Offer, now: datetime) -> bool:
    goes = offer.current and offer.state is OfferState.ACCEPTED and visit.state is not VisitState.CANCELLED
    return goes and now < visit.end + SHOWN_AFTERWARDS


def _place(session: Session, need: Need) -> PlaceShown:
    cadre = session.get_one(Cadre, need.cadre_id)
    group = session.get(Group, need.group_id) if need.group_id is not None else None
    if elsewhere(need, group) is None:
        return PlaceShown(cadre=cadre.name, address=cadre.address)
    told = (group.name, group.note) if group is not None else ()
    return PlaceShown(cadre=cadre.name, address=" ".join(part for part in told if part))


def _sentence(state: OfferState, start: datetime, end: datetime, until: datetime, word: Text, station: str) -> Text:
    day, from_to = full_day(start.date()), f"{hours(start, start.date())}–{hours(end, start.date())}"
    by = f"{hours(until, until.date())}"
    more = {
        OfferState.PENDING: Text(
            en=f"Please answer by {full_day(until.date()).en} {by}.", zh=f"请在{full_day(until.date()).zh}{by}前答复。"
        ),
        OfferState.ACCEPTED: Text(en="You have accepted, thank you.", zh="您已接受，谢谢！"),
        OfferState.DECLINED: Text(en="You have declined, thank you for telling us.", zh="您已谢绝，谢谢告知。"),
        OfferState.EXPIRED: Text(
            en="The time to answer is over; please call the station if you can come.",
            zh="答复期限已过，如能前往请致电服务站。",
        ),
        OfferState.WITHDRAWN: Text(
            en="It was changed or cancelled: you need not come.", zh="该次服务已改动或取消，您无需前往。"
        ),
    }[state]
    return Text(
        en=f"{day.en} {from_to}: {word.en}, {station}. {more.en}",
        zh=f"{day.zh}{from_to}，{station}，{word.zh}服务。{more.zh}",
    )


def _saying(text: Text) -> Saying:
    return Saying(en=text.en, zh=text.zh)

"""A calendar of one volunteer's visits (RFC 5545): what, at which station and when; nobody's name, health or address.

An event is a visit of this volunteer, for ever under the same UID. Its SEQUENCE is the sum of what was changed about the visit
and its offers, which only ever grow. What is off stays for a while as CANCELLED, so that calendars take it away.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from sqlmodel import Session, col, select

from api import clock
from api.settings import Settings
from api.tables.needs import Need
from api.tables.places import Station
from api.tables.visits import Offer, OfferState, Visit, VisitState
from api.web.language import Language
from matcher.board.words import service
from matcher.domain import Text

DAYS_BACK = 60
HOURS_BETWEEN_LOOKS = timedelta(hours=1)
NAME = Text(en="Volunteer visits", zh="志愿服务")

STATUS = {OfferState.PENDING: "TENTATIVE", OfferState.EXPIRED: "TENTATIVE", OfferState.ACCEPTED: "CONFIRMED"}
"""Of an offer that is about the visit as it is; whatever else there is means that nobody waits for the volunteer."""


@dataclass(frozen=True)
class Entry:
    """A visit with all offers of it to the volunteer, and the words for it."""

    visit: Visit
    offers: Sequence[Offer]
    station: str
    service: Text

    @property
    def uid(self) -> str:
        """The same for ever."""
        return f"{self.visit.id}-{self.offers[0].volunteer_id}@four-nearby"

    @property
    def current(self) -> Offer | None:
        """The offer that is about the visit as it is."""
        return next((offer for offer in self.offers if offer.current), None)

    @property
    def status(self) -> str:
        """As calendars know it."""
        if self.current is None or self.visit.state is VisitState.CANCELLED:
            return "CANCELLED"
        return STATUS.get(self.current.state, "CANCELLED")

    @property
    def sequence(self) -> int:
        """Grows with every change of the visit or of an offer."""
        return self.visit.version + sum(offer.version for offer in self.offers)

    @property
    def times(self) -> tuple[datetime, datetime]:
        """Of the visit; where it is off for the volunteer, those that they were told last."""
        if self.current is not None:
            return self.visit.start, self.visit.end
        told = max(self.offers, key=lambda offer: (offer.created_at, offer.id)).start
        return told, told + (self.visit.end - self.visit.start)

    @property
    def changed_at(self) -> datetime:
        """When anything about it last changed."""
        return max(self.visit.changed_at, *(offer.changed_at for offer in self.offers)).replace(microsecond=0)


def entries(session: Session, settings: Settings, volunteer_id: str) -> list[Entry]:
    """Visits that were ever offered to the volunteer, from some weeks back on, by time."""
    since = clock.local_today(settings) - timedelta(days=DAYS_BACK)
    offered = (
        select(Offer, Visit, Station.name, Need.service)
        .join(Visit, col(Visit.id) == Offer.visit_id)
        .join(Station, col(Station.id) == Visit.station_id)
        .join(Need, col(Need.id) == Visit.need_id)
        .where(Offer.volunteer_id == volunteer_id, col(Visit.day) >= since)
        .order_by(col(Visit.start), Visit.id, col(Offer.created_at), Offer.id)
    )
    words: dict[str, tuple[Visit, str, Text]] = {}
    offers: dict[str, list[Offer]] = defaultdict(list)
    for offer, visit, station, word in session.exec(offered).all():
        words[visit.id] = (visit, station, service(word))
        offers[visit.id].append(offer)
    return [Entry(visit, offers[visit.id], station, word) for visit, station, word in words.values()]


def calendar(found: Sequence[Entry], settings: Settings, language: Language) -> bytes:
    """The file: the same entries give the same bytes."""
    zone = ZoneInfo(settings.timezone)
    made = Calendar()
    made.add("prodid", "-//four-nearby//四就近//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", getattr(NAME, language))
    made.add("refresh-interval", HOURS_BETWEEN_LOOKS, parameters={"VALUE": "DURATION"})
    for entry in found:
        made.add_component(_event(entry, zone, language))
    if found:
        days = [entry.times[0].date() for entry in found]
        made.add_missing_timezones(first_date=_year(min(days)), last_date=_year(max(days) + timedelta(days=366)))
    return bytes(made.to_ical())


def _event(entry: Entry, zone: ZoneInfo, language: Language) -> Event:
    start, end = entry.times
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("dtstart", start.replace(tzinfo=zone))
    event.add("dtend", end.replace(tzinfo=zone))
    event.add("summary", _summary(entry, language))
    event.add("status", entry.status)
    return event


def _summary(entry: Entry, language: Language) -> str:
    if language == "en":
        return f"{entry.service.en.capitalize()} · {entry.station}"
    return f"{entry.service.zh}服务 · {entry.station}"


def _year(day: date) -> date:
    return date(day.year, 1, 1)

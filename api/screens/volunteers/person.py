"""One volunteer as their page shows them: what they can, when they can, what is planned for them, and what they gave."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from api.feeds.feeds import feeds_of
from api.registry.keeping import find
from api.registry.volunteers import VOLUNTEERS
from api.reports.asking import Asked, question
from api.reports.certificate import Certificate as Hours
from api.reports.certificate import certificate
from api.rosters.person import PersonsWeek, persons_week
from api.rosters.standing import standing
from api.screens.board.finding import roster_of
from api.screens.ledger.listing import Waiting, waiting_of
from api.screens.shell.people import Person, cadres_by_id
from api.screens.shell.place import Place
from api.screens.volunteers.certificates import Certificate, certificates
from api.screens.volunteers.hours import minutes_down_for, most_minutes
from api.settings import Settings
from api.storage.lists import holds
from api.tables.people import AvailabilityException, Organisation, Volunteer
from api.tables.places import Station
from api.tables.requests import Feed
from api.tables.rosters import RosterState
from api.tables.visits import Visit, VisitState


@dataclass(frozen=True)
class Week:
    """What the newest version of the roster has for them; `published` where everybody has been told so."""

    week: PersonsWeek
    cadres: dict[str, Person]
    published: bool


@dataclass(frozen=True)
class Page:
    """Everything on the page; `exceptions` from today on, `visits` of the week as published."""

    volunteer: Volunteer
    station: str
    organisation: str
    cadre: Person | None
    certificates: tuple[Certificate, ...]
    exceptions: Sequence[AvailabilityException]
    minutes: int
    most: int
    week: Week | None
    visits: list[Waiting]
    feeds: Sequence[Feed]
    hours: Hours


def person(session: Session, settings: Settings, volunteer_id: str, place: Place, now: datetime) -> Page:
    """Raises NotFound."""
    volunteer = find(VOLUNTEERS, session, volunteer_id)
    station = session.get_one(Station, volunteer.station_id)
    organisation = session.get(Organisation, volunteer.organisation_id) if volunteer.organisation_id else None
    cadre_id = volunteer.cadre_id
    return Page(
        volunteer=volunteer,
        station=station.name,
        organisation=organisation.name if organisation is not None else "",
        cadre=cadres_by_id(session, [cadre_id])[cadre_id] if cadre_id else None,
        certificates=certificates(volunteer, now.date()),
        exceptions=exceptions_from(session, volunteer_id, now.date()),
        minutes=minutes_down_for(session, place.dates)[volunteer_id],
        most=most_minutes(session, [volunteer])[volunteer_id],
        week=_week(session, settings, volunteer, station, place),
        visits=visits_of_week(session, volunteer_id, place.dates, now),
        feeds=feeds_of(session, volunteer_id),
        hours=_hours(session, settings, volunteer_id, now),
    )


def exceptions_from(session: Session, volunteer_id: str, day: date) -> Sequence[AvailabilityException]:
    """By date."""
    query = select(AvailabilityException).where(
        AvailabilityException.volunteer_id == volunteer_id, col(AvailabilityException.day) >= day
    )
    return session.exec(query.order_by(col(AvailabilityException.day))).all()


def visits_of_week(session: Session, volunteer_id: str, dates: Collection[date], now: datetime) -> list[Waiting]:
    """Published and not called off, by time."""
    query = select(Visit).where(
        col(Visit.day).in_(dates),
        col(Visit.state) != VisitState.CANCELLED,
        holds(Visit.volunteers, volunteer_id),
    )
    return waiting_of(session, session.exec(query.order_by(col(Visit.start), Visit.id)).all(), now)


def _week(session: Session, settings: Settings, volunteer: Volunteer, station: Station, place: Place) -> Week | None:
    """None where there is no roster of the week, or the volunteer is not in it."""
    roster = roster_of(session, Place(station, None, place.monday, (), ()))
    if roster is None or not volunteer.active:
        return None
    stands = standing(session, settings, roster)
    if volunteer.id not in stands.problem.volunteer_by_id:
        return None
    week = persons_week(stands, volunteer.id)
    calls = [call for tour in week.tours for call in tour.visits]
    cadres = cadres_by_id(session, {one for call in calls for one in (call.cadre, *call.also_cadres)})
    return Week(week, cadres, roster.state is RosterState.PUBLISHED)


def _hours(session: Session, settings: Settings, volunteer_id: str, now: datetime) -> Hours:
    """Of this year so far."""
    asked = Asked(from_day=date(now.year, 1, 1), until_day=now.date())
    return certificate(session, question(session, settings, asked, now), volunteer_id)

"""The volunteers of a place by pinyin: teams, certificates, hours of the week, and whether they are there today."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from api.registry.listing import not_erased
from api.registry.searching import matching
from api.screens.shell.blank import NOTHING_CHOSEN
from api.screens.shell.place import Place
from api.screens.shell.within import within
from api.screens.volunteers.certificates import VALID, Certificate, certificates
from api.screens.volunteers.hours import minutes_down_for, most_minutes
from api.storage.lists import holds
from api.tables.people import AvailabilityException, Organisation, Volunteer
from api.tables.places import Station
from api.tables.row import LINE, Key
from api.web.pages import MOST_ROWS
from matcher.domain.document import Word

LIMIT = 50


class Wanted(BaseModel):
    """Which volunteers are wanted; what is not chosen filters nothing."""

    q: Annotated[str, Field(max_length=100, pattern=LINE)] = ""
    service: Annotated[Word | None, NOTHING_CHOSEN] = None
    organisation: Annotated[Key | None, NOTHING_CHOSEN] = None
    expiring: bool = False
    ended: bool = False
    offset: Annotated[int, Field(ge=0, le=MOST_ROWS)] = 0


@dataclass(frozen=True)
class Row:
    """A volunteer as the list tells them; `minutes` of the week they are down for, of at most `most`."""

    volunteer: Volunteer
    station: str
    organisation: str
    certificates: tuple[Certificate, ...]
    minutes: int
    most: int
    away: bool


def volunteers(session: Session, place: Place, wanted: Wanted, today: date) -> tuple[list[Row], int]:
    """A part of them, and how many there are in all."""
    query = select(Volunteer).where(
        *not_erased(Volunteer),
        *within(place, Volunteer.station_id),
        *_filters(wanted),
        col(Volunteer.active).is_(not wanted.ended),
    )
    if wanted.expiring:
        query = query.where(col(Volunteer.id).in_(_with_ending(session, place, today)))
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    found = session.exec(query.order_by(col(Volunteer.pinyin), Volunteer.id).offset(wanted.offset).limit(LIMIT)).all()
    stations = dict(session.exec(select(Station.id, Station.name)).all())
    organisations = dict(session.exec(select(Organisation.id, Organisation.name)).all())
    minutes = minutes_down_for(session, place.dates)
    most = most_minutes(session, found)
    away = _away(session, [one.id for one in found], today)
    rows = [
        Row(
            volunteer=one,
            station=stations.get(one.station_id, ""),
            organisation=organisations.get(one.organisation_id or "", ""),
            certificates=certificates(one, today),
            minutes=minutes[one.id],
            most=most[one.id],
            away=one.id in away,
        )
        for one in found
    ]
    return rows, total


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if wanted.q.strip():
        filters.append(matching(Volunteer, wanted.q))
    if wanted.service is not None:
        filters.append(holds(Volunteer.services, wanted.service))
    if wanted.organisation is not None:
        filters.append(col(Volunteer.organisation_id) == wanted.organisation)
    return filters


def _with_ending(session: Session, place: Place, today: date) -> list[str]:
    """Whose certificates end soon or have ended; dates lie in lists, which are looked through here."""
    query = select(Volunteer).where(
        *within(place, Volunteer.station_id), holds(Volunteer.qualifications, "valid_until"), col(Volunteer.active)
    )
    found = session.exec(query).all()
    return [one.id for one in found if any(held.mark is not VALID for held in certificates(one, today))]


def _away(session: Session, ids: list[str], today: date) -> set[str]:
    """Who has said that they cannot come at all today."""
    exceptions = select(AvailabilityException).where(
        AvailabilityException.day == today, col(AvailabilityException.volunteer_id).in_(ids)
    )
    return {one.volunteer_id for one in session.exec(exceptions).all() if not one.windows}

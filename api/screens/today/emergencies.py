"""Calls for help of today that nobody has dealt with yet, the emergencies first; and how long ago they came."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from api.clock import instant_of, shown_at
from api.matches.asking import MatchFields
from api.screens.shell.people import Person, cadres_by_id
from api.screens.shell.place import Place
from api.screens.shell.within import within
from api.settings import Settings
from api.tables.places import Station
from api.tables.requests import MatchRequest
from matcher.domain import Priority
from matcher.domain.clock import midnight

MOST = 20


@dataclass(frozen=True)
class OpenCall:
    """Somebody waits."""

    id: str
    cadre: Person
    service: str
    emergency: bool
    came: datetime


def open_calls(session: Session, settings: Settings, place: Place, now: datetime) -> list[OpenCall]:
    """Of cadres at the place; a call that was changed and asked again is told once, as it was asked last."""
    since = instant_of(midnight(now.date()), settings)
    rows = session.exec(
        select(MatchRequest)
        .where(col(MatchRequest.created_at) >= since)
        .order_by(col(MatchRequest.created_at).desc(), MatchRequest.id)
    ).all()
    latest: dict[tuple[str, str], MatchRequest] = {}
    for row in rows:
        latest.setdefault((row.need.cadre, row.need.service), row)
    waiting = [row for row in latest.values() if row.applied_version is None]
    cadres = cadres_by_id(session, {row.need.cadre for row in waiting})
    stations = set(session.exec(select(Station.id).where(*within(place, Station.id))).all())
    calls = [
        OpenCall(
            id=row.id,
            cadre=cadres[row.need.cadre],
            service=MatchFields.model_validate(row.fields).service,
            emergency=row.need.priority is Priority.EMERGENCY,
            came=shown_at(row.created_at, settings),
        )
        for row in waiting
        if cadres[row.need.cadre].station in stations
    ]
    return sorted(calls, key=lambda one: (not one.emergency, one.came))[:MOST]

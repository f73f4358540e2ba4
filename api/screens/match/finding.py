"""Whom a call is about: found by name, initials, or the tail of a phone while somebody types."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from api.registry.listing import not_erased
from api.registry.searching import matching
from api.tables.cadres import Cadre
from api.tables.places import Station

MOST = 8
"""As many as are read at a glance."""


class Hit(NamedTuple):
    """A cadre who may be meant; name and phone as far as they may be seen."""

    id: str
    name: str
    phone: str
    station: str
    code: str


def found(session: Session, words: str, chosen: str = "") -> list[Hit]:
    """Who was chosen before comes first, then by pinyin; nobody where nothing was typed."""
    query = select(Cadre, Station.name).join(Station, col(Station.id) == Cadre.station_id)
    query = query.where(col(Cadre.active), *not_erased(Cadre)).order_by(col(Cadre.pinyin), Cadre.id).limit(MOST)
    rows = list(session.exec(query.where(Cadre.id == chosen)).all()) if chosen else []
    if words.strip():
        rows += [row for row in session.exec(query.where(matching(Cadre, words[:100]))).all() if row[0].id != chosen]
    return [Hit(cadre.id, cadre.name, cadre.phone, station, cadre.code or "") for cadre, station in rows[:MOST]]

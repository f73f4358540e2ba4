"""The dossiers of a place by pinyin: how complete each is, when it was last verified, and when the cadre was last visited."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from api.registry.dossier import completeness, is_incomplete
from api.registry.listing import not_erased
from api.registry.searching import matching
from api.screens.cadres.visited import last_visited, not_visited_since
from api.screens.shell.blank import NOTHING_CHOSEN
from api.screens.shell.place import Place
from api.screens.shell.within import within
from api.storage.lists import holds
from api.tables.cadres import Cadre, Category, Hardship
from api.tables.places import Station
from api.tables.row import LINE
from api.web.pages import MOST_ROWS

LIMIT = 50
STALE_DAYS = 365
"""After so many days a dossier should be verified again."""

Days = Annotated[int | None, NOTHING_CHOSEN, Field(ge=0, le=36_500)]


class Wanted(BaseModel):
    """Which dossiers are wanted; what is not chosen filters nothing."""

    q: Annotated[str, Field(max_length=100, pattern=LINE)] = ""
    category: Annotated[Category | None, NOTHING_CHOSEN] = None
    hardship: Annotated[Hardship | None, NOTHING_CHOSEN] = None
    incomplete: bool = False
    unverified: Days = None
    unvisited: Days = None
    ended: bool = False
    offset: Annotated[int, Field(ge=0, le=MOST_ROWS)] = 0


@dataclass(frozen=True)
class Row:
    """A dossier as the list tells it; `stale` where nobody has verified it for long."""

    cadre: Cadre
    station: str
    known: int
    stale: bool
    visited: date | None


def dossiers(session: Session, place: Place, wanted: Wanted, today: date) -> tuple[list[Row], int]:
    """A part of them, and how many there are in all."""
    query = select(Cadre).where(
        *not_erased(Cadre),
        *within(place, Cadre.station_id),
        *_filters(wanted, today),
        col(Cadre.active).is_(not wanted.ended),
    )
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    found = session.exec(query.order_by(col(Cadre.pinyin), Cadre.id).offset(wanted.offset).limit(LIMIT)).all()
    stations = dict(session.exec(select(Station.id, Station.name)).all())
    visited = last_visited(session, [one.id for one in found])
    stale = today - timedelta(days=STALE_DAYS)
    rows = [
        Row(
            cadre=one,
            station=stations.get(one.station_id, ""),
            known=completeness(one),
            stale=one.verified_on is None or one.verified_on <= stale,
            visited=visited.get(one.id),
        )
        for one in found
    ]
    return rows, total


def _filters(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if wanted.q.strip():
        filters.append(matching(Cadre, wanted.q))
    if wanted.category is not None:
        filters.append(col(Cadre.category) == wanted.category)
    if wanted.hardship is not None:
        filters.append(holds(Cadre.hardships, wanted.hardship.value))
    if wanted.incomplete:
        filters.append(is_incomplete())
    if wanted.unverified is not None:
        since = today - timedelta(days=wanted.unverified)
        filters.append(or_(col(Cadre.verified_on).is_(None), col(Cadre.verified_on) <= since))
    if wanted.unvisited is not None:
        filters.append(not_visited_since(today - timedelta(days=wanted.unvisited)))
    return filters

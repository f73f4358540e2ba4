"""What the page of files offers: sheets, datums, and the rosters of the chosen week."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from api.exchange.layout import DATUMS
from api.exchange.upload import Upload
from api.exchange.writing.delimited import Encoding
from api.screens.exchange.showing import titles
from api.screens.shell.place import Place
from api.storage import Database
from api.tables.rosters import Roster
from api.weeks.scope import open_stations, scope_of


@dataclass(frozen=True)
class Week:
    """A roster of the week and whose it is."""

    roster: str
    name: str
    newest: int


def offered(storage: Database, place: Place, typed: Upload | None = None) -> dict[str, Any]:
    """For the template; `typed` is what was chosen before."""
    with storage.reading() as session:
        weeks = _weeks(session, place)
    return {
        "place": place,
        "subjects": titles(),
        "datums": list(DATUMS.options.items()),
        "encodings": [(Encoding.UTF_8, "UTF-8"), (Encoding.GB18030, "GB18030")],
        "weeks": weeks,
        "subject": typed.subject if typed is not None else None,
        "datum": typed.datum if typed is not None else None,
    }


def _weeks(session: Session, place: Place) -> list[Week]:
    """Rosters that hold stations of the place."""
    if place.station is not None:
        stations = frozenset({place.station.id})
    else:
        stations = frozenset(one.id for one in open_stations(session, place.region.id)) if place.region else frozenset()
    found = []
    for roster in session.exec(select(Roster).where(Roster.week == place.monday).order_by(Roster.id)).all():
        scope = scope_of(session, roster)
        if scope.station_ids & stations:
            name = scope.stations[0].name if roster.station_id is not None else scope.regions[-1].name
            found.append(Week(roster.id, name, roster.newest))
    return found

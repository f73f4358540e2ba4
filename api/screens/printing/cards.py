"""A card for a cadre's fridge: who comes when this week, and whom to call."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from api.ledger.closing import served_by
from api.registry.cadres import CADRES
from api.registry.keeping import find
from api.screens.shell.people import Person, cadres_by_id, volunteers_by_id
from api.screens.shell.place import Place
from api.screens.shell.within import within
from api.tables.cadres import Cadre
from api.tables.needs import Need
from api.tables.places import Station
from api.tables.visits import Visit, VisitState


@dataclass(frozen=True)
class Call:
    """A visit of the week."""

    visit: Visit
    service: str
    volunteers: tuple[Person, ...]


@dataclass(frozen=True)
class Card:
    """All visits of the week, by time; and the station to call."""

    cadre: Person
    station: Station
    calls: tuple[Call, ...]


def cards(session: Session, place: Place, cadre_id: str | None) -> list[Card]:
    """Of everybody at the place whom somebody visits in the week, by pinyin; of one cadre also where nobody does.

    Raises NotFound.
    """
    if cadre_id is not None:
        wanted: Sequence[Cadre] = [find(CADRES, session, cadre_id)]
        stations = [wanted[0].station_id]
    else:
        mine = select(Cadre).where(*within(place, Cadre.station_id), col(Cadre.active), col(Cadre.erased_at).is_(None))
        wanted = session.exec(mine.order_by(col(Cadre.pinyin), Cadre.id)).all()
        stations = list({one.station_id for one in wanted})
    calls = _calls(session, place, stations)
    known = {one.id: one for one in session.exec(select(Station)).all()}
    people = cadres_by_id(session, [one.id for one in wanted])
    return [
        Card(people[one.id], known[one.station_id], tuple(calls[one.id]))
        for one in wanted
        if calls[one.id] or cadre_id is not None
    ]


def _calls(session: Session, place: Place, stations: Sequence[str]) -> dict[str, list[Call]]:
    """By cadre; a visit of a group is everybody's in it."""
    query = (
        select(Visit, Need)
        .join(Need, col(Need.id) == Visit.need_id)
        .where(
            col(Visit.day).in_(place.dates),
            col(Visit.state) == VisitState.PLANNED,
            col(Visit.station_id).in_(stations),
        )
        .order_by(col(Visit.start), Visit.id)
    )
    found = session.exec(query).all()
    names = volunteers_by_id(session, {who for visit, _ in found for who in visit.volunteers})
    calls: dict[str, list[Call]] = defaultdict(list)
    for visit, need in found:
        for cadre in served_by(session, need) if need.group_id is not None else [need.cadre_id]:
            calls[cadre].append(Call(visit, need.service, tuple(names[who] for who in visit.volunteers)))
    return calls

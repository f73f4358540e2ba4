"""A volunteer's week on paper: when, where, for whom, what to do; and a reply to be cut off and handed in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, select

from api.registry.keeping import find
from api.registry.volunteers import VOLUNTEERS
from api.screens.shell.people import Person, volunteers_by_id
from api.screens.shell.place import Place
from api.screens.shell.within import within
from api.storage.lists import holds
from api.tables.cadres import Cadre
from api.tables.needs import Need
from api.tables.people import Volunteer
from api.tables.places import Station
from api.tables.visits import Offer, OfferState, Visit, VisitState

Kind = TypeVar("Kind", Need, Cadre)


@dataclass(frozen=True)
class Errand:
    """One visit; at whose home is told only where the volunteer has said that they come."""

    visit: Visit
    service: str
    content: str
    cadre: Person
    address: str
    state: OfferState | None
    others: tuple[Person, ...]

    @property
    def agreed(self) -> bool:
        """The volunteer has said so."""
        return self.state is OfferState.ACCEPTED


@dataclass(frozen=True)
class Slip:
    """All visits of the week, by time; and the station to call."""

    volunteer: Person
    station: Station
    errands: tuple[Errand, ...]


def slips(session: Session, place: Place, volunteer_id: str | None) -> list[Slip]:
    """Of everybody at the place who has visits in the week, by pinyin; of one volunteer also where there are none.

    Raises NotFound.
    """
    query = select(Visit).where(col(Visit.day).in_(place.dates), col(Visit.state) == VisitState.PLANNED)
    if volunteer_id is not None:
        wanted = [find(VOLUNTEERS, session, volunteer_id)]
        query = query.where(holds(Visit.volunteers, volunteer_id))
    else:
        mine = select(Volunteer).where(*within(place, Volunteer.station_id), col(Volunteer.active))
        wanted = list(session.exec(mine.order_by(col(Volunteer.pinyin), Volunteer.id)).all())
    visits = session.exec(query.order_by(col(Visit.start), Visit.id)).all()
    errands = _errands(session, visits)
    stations = {one.id: one for one in session.exec(select(Station)).all()}
    people = volunteers_by_id(session, [one.id for one in wanted])
    return [
        Slip(people[one.id], stations[one.station_id], tuple(errands[one.id]))
        for one in wanted
        if errands[one.id] or volunteer_id is not None
    ]


def _errands(session: Session, visits: Sequence[Visit]) -> dict[str, list[Errand]]:
    """By volunteer; what they have declined is not theirs any more."""
    needs = _by_id(session, Need, {one.need_id for one in visits})
    cadres = _by_id(session, Cadre, {one.cadre_id for one in visits})
    names = volunteers_by_id(session, {who for one in visits for who in one.volunteers})
    offers = select(Offer).where(col(Offer.visit_id).in_([one.id for one in visits]), col(Offer.current))
    states = {(one.visit_id, one.volunteer_id): one.state for one in session.exec(offers).all()}
    found: dict[str, list[Errand]] = defaultdict(list)
    for visit in visits:
        need, cadre = needs[visit.need_id], cadres[visit.cadre_id]
        for who in visit.volunteers:
            state = states.get((visit.id, who))
            if state is OfferState.DECLINED:
                continue
            found[who].append(
                Errand(
                    visit=visit,
                    service=need.service,
                    content=need.content,
                    cadre=Person(cadre.id, cadre.name, cadre.phone, cadre.station_id, cadre.pinyin),
                    address=cadre.address if state is OfferState.ACCEPTED else "",
                    state=state,
                    others=tuple(names[other] for other in visit.volunteers if other != who),
                )
            )
    return found


def _by_id(session: Session, table: type[Kind], ids: set[str]) -> dict[str, Kind]:
    return {one.id: one for one in session.exec(select(table).where(col(table.id).in_(ids))).all()}

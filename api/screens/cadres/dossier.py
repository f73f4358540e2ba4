"""One dossier as its page shows it: the facts, what the cadre agreed to, what they need, who comes, and who came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from api.ledger.listing import Filter, wanted_rows
from api.registry.cadres import CADRES, shown
from api.registry.keeping import find
from api.screens.ledger.rows import Row, told
from api.screens.shell.people import Person, volunteers_by_id
from api.storage.lists import holds
from api.tables.cadres import Cadre, CadrePublic, Consent, Purpose
from api.tables.needs import Group, Need
from api.tables.places import Station
from api.tables.visits import Visit, VisitState
from api.weeks.pairs import pairs_of

ROWS_SHOWN = 10
FAMILIAR_SHOWN = 8


@dataclass(frozen=True)
class Coming:
    """A visit that is published and lies ahead."""

    visit: Visit
    service: str
    volunteers: tuple[Person, ...]


@dataclass(frozen=True)
class Familiar:
    """A volunteer and how often they met."""

    volunteer: Person
    times: int


@dataclass(frozen=True)
class Dossier:
    """Everything on the page."""

    cadre: Cadre
    public: CadrePublic
    station: str
    age: int | None
    consents: dict[Purpose, Consent]
    needs: Sequence[Need]
    coming: tuple[Coming, ...]
    rows: list[Row]
    familiar: tuple[Familiar, ...]


def dossier(session: Session, cadre_id: str, now: datetime) -> Dossier:
    """Raises NotFound."""
    cadre = find(CADRES, session, cadre_id)
    consents = session.exec(select(Consent).where(Consent.cadre_id == cadre_id)).all()
    return Dossier(
        cadre=cadre,
        public=shown(cadre),
        station=session.get_one(Station, cadre.station_id).name,
        age=age(cadre.born_on, now.date()) if cadre.born_on is not None else None,
        consents={one.purpose: one for one in consents},
        needs=_needs(session, cadre_id),
        coming=coming_visits(session, cadre_id, now),
        rows=told(session, session.exec(wanted_rows(Filter(cadre_id=cadre_id)).limit(ROWS_SHOWN)).all()),
        familiar=_familiar(session, cadre_id),
    )


def age(born: date, today: date) -> int:
    """Whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _needs(session: Session, cadre_id: str) -> Sequence[Need]:
    theirs = select(Need).where(_is_theirs(cadre_id), col(Need.active))
    return session.exec(theirs.order_by(col(Need.service), Need.id)).all()


def coming_visits(session: Session, cadre_id: str, now: datetime) -> tuple[Coming, ...]:
    """By time; of the cadre's own needs and of their groups'."""
    query = (
        select(Visit, Need.service)
        .join(Need, col(Need.id) == Visit.need_id)
        .where(_is_theirs(cadre_id), col(Visit.state) == VisitState.PLANNED, col(Visit.end) > now)
        .order_by(col(Visit.start), Visit.id)
    )
    found = session.exec(query).all()
    people = volunteers_by_id(session, {one for visit, _ in found for one in visit.volunteers})
    return tuple(Coming(visit, service, tuple(people[one] for one in visit.volunteers)) for visit, service in found)


def _is_theirs(cadre_id: str) -> ColumnElement[bool]:
    """The need is the cadre's, or that of a group of theirs."""
    groups = select(Group.id).where(holds(Group.members, cadre_id))
    return (col(Need.cadre_id) == cadre_id) | col(Need.group_id).in_(groups)


def _familiar(session: Session, cadre_id: str) -> tuple[Familiar, ...]:
    met = pairs_of(session, [cadre_id]).met
    often = sorted(
        ((times, volunteer) for (_, volunteer), times in met.items() if times), key=lambda one: (-one[0], one[1])
    )
    people = volunteers_by_id(session, [volunteer for _, volunteer in often[:FAMILIAR_SHOWN]])
    return tuple(Familiar(people[volunteer], times) for times, volunteer in often[:FAMILIAR_SHOWN])

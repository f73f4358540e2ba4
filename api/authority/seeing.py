"""What somebody sees of people: names and phones are masked and dossiers hidden unless a purpose is told, and by role even then.

It happens as rows are loaded, so that no route, report or export can forget it. Whoever changes things sees what their role
may see without telling a purpose: the change is recorded itself. What is masked is never written: only changes are.
"""

from typing import Any, NamedTuple

from sqlalchemy import event
from sqlalchemy.orm import Session, object_session
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import SQLModel

from api.authority.allowing import MOST_SENSITIVE, ORDER
from api.authority.kinds import Actor, Role, Sensitivity
from api.sealing.columns import SEALED
from api.storage.database import WRITES
from api.tables.cadres import Cadre, Consent
from api.tables.needs import Group, Need, NeedWeek
from api.tables.people import AvailabilityException, Volunteer
from api.tables.visits import Feedback, LedgerEntry, Offer

HIDDEN = "***"
"""In place of a text that is there and not shown."""
SIGHT = "sight"
"""Where a session keeps what is seen in it."""

CONTACT: dict[type[SQLModel], tuple[str, ...]] = {
    Cadre: ("name", "phone", "family_contact", "family_phone", "unit_contact"),
    Volunteer: ("name", "phone"),
}
DOSSIER: dict[type[SQLModel], tuple[str, ...]] = {Cadre: SEALED[Cadre], Volunteer: SEALED[Volunteer]}
WORK: dict[type[SQLModel], tuple[str, ...]] = {
    table: SEALED[table]
    for table in (Consent, AvailabilityException, Group, Need, NeedWeek, Offer, LedgerEntry, Feedback)
}
"""Texts that belong to the daily work: the role decides, no purpose is asked."""


class Sight(NamedTuple):
    """How far somebody sees: up to how sensitive a field their role goes, and whether they told a purpose."""

    most: Sensitivity
    purpose: bool

    @classmethod
    def of(cls, actor: Actor, purpose: str) -> "Sight":
        """What the actor sees; whoever holds a secret address sees what its route decides to show."""
        return WHOLE if actor.role is Role.LINK else cls(MOST_SENSITIVE[actor.role], bool(purpose))

    def reaches(self, sensitivity: Sensitivity) -> bool:
        """The role goes so far."""
        return ORDER.index(sensitivity) <= ORDER.index(self.most)


WHOLE = Sight(Sensitivity.SENSITIVE, True)


def see_as(session: Session, sight: Sight) -> None:
    """Rows that this session loads are seen so."""
    session.info[SIGHT] = sight._replace(purpose=sight.purpose or WRITES in session.info)


def sight_of(session: Session) -> Sight:
    """What is seen in a session; the service itself sees all."""
    sight: Sight = session.info.get(SIGHT, WHOLE)
    return sight


def masked_name(name: str) -> str:
    """张*国, 张*; the first sign and, of three and more, the last."""
    return name if len(name) < 2 else f"{name[0]}*{name[-1] if len(name) > 2 else ''}"


def masked_phone(phone: str) -> str:
    """138****1234; shorter numbers keep their last two digits."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else f"****{phone[-2:]}"


def _mask(row: SQLModel, _context: Any, _attributes: Any = None) -> None:
    session = object_session(row)
    sight = sight_of(session) if session is not None else WHOLE
    kind = type(row)
    if not (sight.purpose and sight.reaches(Sensitivity.CONTACT)):
        for column in CONTACT.get(kind, ()):
            _replace(row, column, masked_phone if column.endswith("phone") else masked_name)
    if not (sight.purpose and sight.reaches(Sensitivity.SENSITIVE)):
        for column in DOSSIER.get(kind, ()):
            _replace(row, column, _hidden)
    if not sight.reaches(Sensitivity.SENSITIVE):
        for column in WORK.get(kind, ()):
            _replace(row, column, _hidden)


def _replace(row: SQLModel, column: str, mask: Any) -> None:
    value = row.__dict__.get(column)
    if value:
        set_committed_value(row, column, mask(value))


def _hidden(_text: str) -> str:
    return HIDDEN


for table in {*CONTACT, *DOSSIER, *WORK}:
    event.listen(table, "load", _mask)
    event.listen(table, "refresh", _mask)

"""One person may be there as a cadre and as a volunteer (a cadre who also gives): what they ask holds for both."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from api.errors import no_such
from api.tables.cadres import Cadre
from api.tables.needs import Need
from api.tables.people import Volunteer

SHORTEST_PHONE = 4


@dataclass(frozen=True)
class Whose:
    """One living person; at least one of both rows is there, and more than one volunteer only if the registry was misled.

    `needs` are ids of what they need as a cadre.
    """

    cadre: Cadre | None
    as_volunteer: tuple[Volunteer, ...] = ()
    needs: frozenset[str] = frozenset()

    @property
    def cadres(self) -> tuple[str, ...]:
        """The id as a cadre, if there is one."""
        return (self.cadre.id,) if self.cadre is not None else ()

    @property
    def volunteers(self) -> tuple[str, ...]:
        """The ids as a volunteer."""
        return tuple(one.id for one in self.as_volunteer)

    @property
    def rows(self) -> tuple[Cadre | Volunteer, ...]:
        """The rows that say who they are."""
        return (*((self.cadre,) if self.cadre is not None else ()), *self.as_volunteer)

    @property
    def names(self) -> frozenset[str]:
        """What they are called."""
        return frozenset(row.name for row in self.rows)

    @property
    def words(self) -> frozenset[str]:
        """What names them wherever it stands: a name of two signs or more, a phone of five or more."""
        phones = {row.phone for row in self.rows if len(row.phone) > SHORTEST_PHONE}
        return frozenset({name for name in self.names if len(name) > 1} | phones)

    def is_named_in(self, value: object) -> bool:
        """It is a text in which one of these words stands."""
        return isinstance(value, str) and any(word in value for word in self.words)


def cadre_or_no_such(session: Session, key: str) -> Whose:
    """Whoever is this cadre; raises NotFound, also where they have been erased."""
    cadre = session.exec(select(Cadre).where(Cadre.id == key, col(Cadre.erased_at).is_(None))).one_or_none()
    if cadre is None:
        raise no_such("老干部", "cadre")
    return _both(session, cadre)


def volunteer_or_no_such(session: Session, key: str) -> Whose:
    """Whoever is this volunteer; raises NotFound, also where they have been erased."""
    query = select(Volunteer).where(Volunteer.id == key, col(Volunteer.erased_at).is_(None))
    volunteer = session.exec(query).one_or_none()
    if volunteer is None:
        raise no_such("志愿者", "volunteer")
    cadre = session.get(Cadre, volunteer.cadre_id) if volunteer.cadre_id is not None else None
    if cadre is None or cadre.erased_at is not None:
        return Whose(None, (volunteer,))
    return _both(session, cadre)


def _both(session: Session, cadre: Cadre) -> Whose:
    gives_as = select(Volunteer).where(Volunteer.cadre_id == cadre.id, col(Volunteer.erased_at).is_(None))
    needs = session.exec(select(Need.id).where(Need.cadre_id == cadre.id)).all()
    return Whose(cadre, tuple(session.exec(gives_as.order_by(Volunteer.id)).all()), frozenset(needs))

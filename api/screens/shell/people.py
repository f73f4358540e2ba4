"""Who is who on a page: names and phones by id, as far as whoever looks may see them."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy.orm import load_only
from sqlmodel import Session, select

from api.tables.cadres import Cadre
from api.tables.names import Person as Named
from api.tables.people import Volunteer


class Person(NamedTuple):
    """A volunteer or cadre as a page names them; `station` is an id."""

    id: str
    name: str
    phone: str
    station: str
    pinyin: str


def volunteers_by_id(session: Session, ids: Iterable[str]) -> dict[str, Person]:
    """Everybody of these ids; who is gone, or not to be known of, is named by a dash."""
    return _people(session, Volunteer, ids)


def cadres_by_id(session: Session, ids: Iterable[str]) -> dict[str, Person]:
    """Likewise."""
    return _people(session, Cadre, ids)


def _people(session: Session, table: type[Named], ids: Iterable[str]) -> dict[str, Person]:
    """Rows are loaded, not columns: what is not to be seen is masked as they are."""
    wanted = set(ids)
    columns = {name: getattr(table, name) for name in ("id", "name", "phone", "station_id", "pinyin")}
    few = load_only(*columns.values())
    rows = session.exec(select(table).where(columns["id"].in_(wanted)).options(few)).all() if wanted else ()
    known = {row.id: Person(row.id, row.name, row.phone, row.station_id, row.pinyin) for row in rows}  # type: ignore[attr-defined]
    return {one: known.get(one) or Person(one, "—", "", "", "") for one in wanted}

"""Whom to call: names and phones of volunteers, as far as the asker may see them."""

from collections.abc import Iterable

from pydantic import BaseModel
from sqlalchemy.orm import load_only
from sqlmodel import Session, col, select

from api.tables.people import Volunteer


class Person(BaseModel):
    """A volunteer."""

    id: str
    name: str
    phone: str


def contacts(session: Session, ids: Iterable[str]) -> dict[str, Person]:
    """By id; who is gone is named by id alone. Rows are loaded, not columns: what is not to be seen is masked as they are."""
    wanted = list(ids)
    few = load_only(Volunteer.name, Volunteer.phone)  # type: ignore[arg-type]
    rows = session.exec(select(Volunteer).where(col(Volunteer.id).in_(wanted)).options(few)).all() if wanted else ()
    known = {row.id: Person(id=row.id, name=row.name, phone=row.phone) for row in rows}
    return {one: known.get(one) or Person(id=one, name=one, phone="") for one in wanted}

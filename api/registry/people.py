"""Nobody is entered twice: a name with the same phone is the same person."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from api.errors import Conflict
from api.registry.resource import Entry
from api.registry.words import word_of
from api.tables.cadres import Cadre, CadreFields
from api.tables.names import TAIL, digits_of
from api.tables.people import Volunteer, VolunteerFields


def check_not_yet_known(entry: Entry[CadreFields] | Entry[VolunteerFields]) -> None:
    """Raises Conflict with the id of the person who has this name and phone already."""
    fields = entry.fields
    table: type[Cadre] | type[Volunteer] = Cadre if isinstance(fields, CadreFields) else Volunteer
    phone = digits_of(fields.phone)
    if not phone:
        return
    namesakes: Sequence[Any] = entry.session.exec(
        select(table).where(col(table.name) == fields.name, col(table.phone_tail) == phone[-TAIL:])
    ).all()
    for other in namesakes:
        if digits_of(other.phone) == phone:
            word = word_of(table)
            raise Conflict(
                "ALREADY_KNOWN",
                zh=f"已有姓名和电话相同的{word.zh}。",
                en=f"There is a {word.en} of the same name and phone already.",
                other=other.id,
            )

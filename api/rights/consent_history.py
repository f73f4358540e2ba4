"""What a cadre agreed to is written down each time it changes, by whatever way it is entered: given, withdrawn, given again."""

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session, select

from api.record.writing import ACTOR
from api.tables.cadres import Consent
from api.tables.rights import ConsentChange

TOLD = ("cadre_id", "purpose", "given_on", "withdrawn_on")


def history(session: Session, cadre_id: str) -> list[ConsentChange]:
    """The oldest first."""
    query = select(ConsentChange).where(ConsentChange.cadre_id == cadre_id)
    return list(session.exec(query.order_by(ConsentChange.at, ConsentChange.id)).all())  # type: ignore[arg-type]


@event.listens_for(Session, "before_flush")
def _write_down(session: AnySession, _context: object, _instances: object) -> None:
    changed = [row for row in session.dirty if isinstance(row, Consent) and _is_changed(row)]
    given = [row for row in session.new if isinstance(row, Consent)]
    removed = [row for row in session.deleted if isinstance(row, Consent)]
    for row in (*given, *changed, *removed):
        told = {name: getattr(row, name) for name in TOLD}
        session.add(ConsentChange(**told, removed=row in removed, by=session.info.get(ACTOR, "")))


def _is_changed(row: Consent) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in TOLD)

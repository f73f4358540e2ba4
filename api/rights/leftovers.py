"""What may name somebody though no id says so: notes of versions, answers that would be told once more, files that wait."""

from collections.abc import Collection

from sqlalchemy import or_
from sqlmodel import Session, col, select, update

from api.exchange.importing import forget
from api.rights.whose import Whose
from api.tables.requests import AnsweredCall, Import
from api.tables.rosters import RosterVersion


def clear_leftovers(session: Session, whose: Whose, removed: Collection[str]) -> dict[str, int]:
    """Answers how many by table; `removed` are words about them that went elsewhere and may stand in a note once more."""
    return {
        "roster_version": _notes(session, whose.words, removed),
        "answered_call": _answers(session, {*whose.words, *whose.cadres, *whose.volunteers}),
        "import": _files(session),
    }


def _notes(session: Session, named: Collection[str], removed: Collection[str]) -> int:
    same = [col(RosterVersion.note) == word for word in removed if word]
    holding = [col(RosterVersion.note).contains(word, autoescape=True) for word in named]
    found = session.exec(select(RosterVersion.id).where(RosterVersion.note != "", or_(*same, *holding))).all()
    if found:
        session.exec(update(RosterVersion).where(col(RosterVersion.id).in_(found)).values(note=""))
    return len(found)


def _answers(session: Session, words: Collection[str]) -> int:
    found = [row for row in session.exec(select(AnsweredCall)).all() if any(word in row.body for word in words)]
    for row in found:
        session.delete(row)
    return len(found)


def _files(session: Session) -> int:
    """Nobody knows whom a file holds before it is read, so all that wait are forgotten and can be sent again."""
    waiting = session.exec(select(Import).where(col(Import.content).is_not(None))).all()
    for row in waiting:
        forget(row)
    return len(waiting)

"""A row of the ledger as its form has it: the four elements, and everybody who may be ticked as having been there."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlmodel import Session, col, select

from api.authority.scope import beyond_scope
from api.authority.seeing import HIDDEN
from api.errors import Refused
from api.ledger.entries import EntryPublic
from api.ledger.outcome import OutcomeFields
from api.registry.listing import not_erased
from api.registry.searching import matching
from api.screens.shell.forms import Form, faults_in
from api.screens.shell.people import Person, cadres_by_id, volunteers_by_id
from api.tables.cadres import Cadre
from api.tables.people import Volunteer
from api.tables.visits import VisitState
from matcher.board.words import both, service
from matcher.domain import Text

ENDINGS = (VisitState.DONE, VisitState.PARTIAL, VisitState.NOT_HOME, VisitState.NO_SHOW, VisitState.CANCELLED)
LINES = ("outcome", "started_at", "ended_at", "place", "content", "reason", "service", "pillar", "need_id")
BLANK = dict.fromkeys(LINES, "")
MOST_FOUND = 8
AT_HOME = "老干部家中"
"""Where the address of the dossier is not shown, the row says this."""

FIELDS_OF: Mapping[str, str] = MappingProxyType(
    {
        "TIMES_UNSOUND": "ended_at",
        "NOT_YET_ENDED": "ended_at",
        "TOO_LONG_AGO": "started_at",
        "OTHER_WEEK": "started_at",
        "OTHER_CADRE": "cadres",
        "NEED_OR_SERVICE": "service",
        "NOTHING_DONE": "outcome",
    }
)
"""Which field a refusal of the ledger is about."""


@dataclass(frozen=True)
class Typed:
    """What stands in the form; `offered` are people who can be ticked though nobody has."""

    lines: Mapping[str, str]
    volunteers: tuple[str, ...] = ()
    cadres: tuple[str, ...] = ()
    offered: frozenset[str] = frozenset()
    words: str = ""


@dataclass(frozen=True)
class People:
    """Who can be ticked, by pinyin, those first who are."""

    volunteers: list[Person]
    cadres: list[Person]


def as_proposed(proposed: OutcomeFields, word: str) -> Typed:
    """All as planned; what the asker may not see is not written down as they see it."""
    lines = {
        "outcome": proposed.outcome.value,
        "started_at": _minute(proposed.started_at),
        "ended_at": _minute(proposed.ended_at),
        "place": AT_HOME if proposed.place == HIDDEN else proposed.place,
        "content": both(service(word)) if proposed.content == HIDDEN else proposed.content,
    }
    return Typed(BLANK | lines, tuple(proposed.volunteers), tuple(proposed.cadres))


def as_entered(entry: EntryPublic) -> Typed:
    """A row as it is, to be corrected; what the asker may not see is written anew."""
    lines = {
        "outcome": entry.outcome.value,
        "started_at": _minute(entry.started_at),
        "ended_at": _minute(entry.ended_at),
        "place": "" if entry.place == HIDDEN else entry.place,
        "content": "" if entry.content == HIDDEN else entry.content,
    }
    return Typed(BLANK | lines, tuple(entry.volunteers), tuple(entry.cadres))


def as_typed(form: Form) -> Typed:
    """As it came."""
    return Typed(
        lines={name: form.text(name) for name in LINES},
        volunteers=tuple(dict.fromkeys(form.texts("volunteers"))),
        cadres=tuple(dict.fromkeys(form.texts("cadres"))),
        offered=frozenset(form.texts("offered")),
        words=form.text("people")[:100],
    )


def people_for(session: Session, typed: Typed) -> People:
    """Who is ticked or was offered, and whom the words find; of the row's own people also those of other stations."""
    return People(
        _people(session, Volunteer, volunteers_by_id, typed.volunteers, typed),
        _people(session, Cadre, cadres_by_id, typed.cadres, typed),
    )


def faults_of_row(refused: Refused | None) -> dict[str, Text]:
    """Which field is lacking or wrong; a missing element is told at each of its fields."""
    faults = dict(faults_in(refused))
    if refused is None:
        return faults
    for element in refused.more.get("missing", ()):
        for field in element["fields"]:
            faults[field] = Text(f"missing: {element['en']}", f"缺{element['zh']}")
    if refused.code == "REASON_MISSING":
        faults["reason" if "更正" in refused.text.zh else "content"] = refused.text
    if refused.code in FIELDS_OF:
        faults[FIELDS_OF[refused.code]] = refused.text
    if refused.code == "PEOPLE_UNSOUND":
        faults[str(refused.more["field"])] = refused.text
    return faults


def _people(session: Session, table: Any, named: Any, ticked: tuple[str, ...], typed: Typed) -> list[Person]:
    with beyond_scope(session):
        chosen = {key: one for key, one in named(session, ticked).items() if one.pinyin}
    offered = {key: one for key, one in named(session, typed.offered - chosen.keys()).items() if one.pinyin}
    hits: dict[str, Person] = {}
    if typed.words:
        query = select(table.id).where(table.active, *not_erased(table), matching(table, typed.words))
        found = session.exec(query.order_by(col(table.pinyin), table.id).limit(MOST_FOUND)).all()
        hits = named(session, [one for one in found if one not in chosen and one not in offered])
    return [one for part in (chosen, offered, hits) for one in sorted(part.values(), key=lambda one: one.pinyin)]


def _minute(moment: Any) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%dT%H:%M}"

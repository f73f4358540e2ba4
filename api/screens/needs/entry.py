"""A need as its form has it: read into what the registry takes, and written back as it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from api.exchange.labels import CERTIFICATES, FACTS, GENDERS, LANGUAGES, PARTIES, PILLARS
from api.registry.searching import matching
from api.screens.needs.times import Lines, lines_of, lines_typed, windows_typed
from api.screens.shell.forms import Form
from api.screens.shell.people import Person, volunteers_by_id
from api.tables.cadres import Cadre
from api.tables.needs import Group, Need, NeedFields
from api.tables.people import Volunteer
from matcher.board.words import PRIORITIES

LINES = (
    "cadre_id", "group_id", "service", "pillar", "fact", "content", "minutes", "visits", "min_gap_days", "crew",
    "priority", "gender", "party", "from_day", "until_day",
)  # fmt: skip
"""Fields that hold one value."""
UNTOUCHED = ("code", "preferred", "latitude", "longitude")
"""Fields that the form does not have: they stay as they are."""
BOND = "bond."
"""A volunteer's field begins so; its value says whether they are preferred or excluded."""
MOST_FOUND = 8

CHOICES = {
    "pillars": PILLARS,
    "facts": FACTS,
    "parties": PARTIES,
    "priorities": PRIORITIES,
    "genders": GENDERS,
    "languages": LANGUAGES,
    "certificates": CERTIFICATES,
}
"""Words to choose from, by what the template calls them."""


@dataclass(frozen=True)
class Typed:
    """What stands in the form."""

    lines: Mapping[str, str]
    active: bool = True
    qualifications: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    bonds: Mapping[str, str] = field(default_factory=dict)
    windows: Lines = field(default_factory=lambda: lines_of([]))
    people_words: str = ""
    cadre_words: str = ""


AT_FIRST = {
    "service": "household", "pillar": "care", "fact": "service_needs", "minutes": "60", "visits": "1",
    "min_gap_days": "1", "crew": "1", "priority": "normal", "party": "volunteer",
}  # fmt: skip


def empty(cadre_id: str = "") -> Typed:
    """A form in which only the usual is filled in."""
    return Typed(dict.fromkeys(LINES, "") | AT_FIRST | {"cadre_id": cadre_id})


def as_kept(need: Need) -> Typed:
    """A form in which a need stands as it is."""
    values = {name: getattr(need, name) for name in LINES}
    return Typed(
        lines={name: "" if value is None else str(value) for name, value in values.items()},
        active=need.active,
        qualifications=tuple(need.qualifications),
        languages=tuple(need.languages),
        bonds=dict.fromkeys(need.preferred_volunteers, "preferred")
        | dict.fromkeys(need.excluded_volunteers, "excluded"),
        windows=lines_of(need.windows),
    )


def as_typed(form: Form) -> Typed:
    """A form as it came."""
    return Typed(
        lines={name: form.text(name) for name in LINES},
        active=form.text("active") != "",
        qualifications=tuple(form.texts("qualifications")),
        languages=tuple(form.texts("languages")),
        bonds=_bonds(form),
        windows=lines_typed(form, "at"),
        people_words=form.text("people")[:100],
        cadre_words=form.text("q")[:100],
    )


def fields_of(form: Form, before: Need | None) -> NeedFields:
    """What the registry takes; raises Faulty."""
    bonds = _bonds(form)
    kept = {name: getattr(before, name) for name in UNTOUCHED} if before is not None else {}
    return form.read(
        NeedFields,
        windows=[one.model_dump() for one in windows_typed(form, "at")],
        preferred_volunteers=[one for one, bond in bonds.items() if bond == "preferred"],
        excluded_volunteers=[one for one, bond in bonds.items() if bond == "excluded"],
        active=form.text("active") != "",
        **{name: value for name, value in kept.items() if name != "preferred"},
        preferred=[one.model_dump() for one in kept.get("preferred", ())],
    )


def people_for(session: Session, typed: Typed) -> list[Person]:
    """Volunteers who are preferred or excluded, then those whom the words find, each by pinyin."""
    chosen = sorted(volunteers_by_id(session, typed.bonds).values(), key=lambda one: one.pinyin)
    if not typed.people_words:
        return chosen
    query = select(Volunteer.id).where(col(Volunteer.active), matching(Volunteer, typed.people_words))
    hits = session.exec(query.order_by(col(Volunteer.pinyin), Volunteer.id).limit(MOST_FOUND)).all()
    found = volunteers_by_id(session, [one for one in hits if one not in typed.bonds])
    return [*chosen, *sorted(found.values(), key=lambda one: one.pinyin)]


def groups_for(session: Session, typed: Typed) -> list[Group]:
    """Groups of the cadre's station, or of all where nobody is chosen yet."""
    cadre = session.get(Cadre, typed.lines["cadre_id"]) if typed.lines["cadre_id"] else None
    query = select(Group).order_by(col(Group.pinyin), Group.id)
    return list(session.exec(query if cadre is None else query.where(Group.station_id == cadre.station_id)).all())


def _bonds(form: Form) -> dict[str, str]:
    found: dict[str, Any] = {name[len(BOND) :]: value for name, value in form.data.items() if name.startswith(BOND)}
    return {one: bond for one, bond in found.items() if bond in ("preferred", "excluded") and one}

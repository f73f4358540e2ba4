"""The fields of a volunteer in two parts, who they are and what they can do, as their forms have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from api.authority.seeing import CONTACT, DOSSIER
from api.screens.shell.forms import Form
from api.tables.people import Volunteer, VolunteerFields
from matcher.domain import Text


class Part(NamedTuple):
    """Some fields under one heading; `key` stands in addresses."""

    key: str
    title: Text
    fields: tuple[str, ...]


WHO = Part(
    "who",
    Text("Who they are", "基本信息"),
    (
        "name", "phone", "gender", "station_id", "organisation_id", "code", "address", "latitude", "longitude", "note",
        "active",
    ),
)  # fmt: skip
WORK = Part(
    "work",
    Text("What they can do", "服务与上限"),
    ("services", "languages", "mode", "max_visits_per_day", "max_minutes_per_day", "max_minutes_per_week"),
)
PARTS = (WHO, WORK)
BY_KEY = {part.key: part for part in PARTS}

MASKED = frozenset((*CONTACT[Volunteer], *DOSSIER[Volunteer]))
"""Fields that are masked until a purpose is told."""
TICKED = frozenset({"active", "services", "languages"})
"""Fields of which a browser sends nothing where nothing is ticked."""


@dataclass(frozen=True)
class Typed:
    """What stands in a form."""

    lines: Mapping[str, str]
    services: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    active: bool = True


def empty(station_id: str) -> Typed:
    """Somebody of whom nothing is known yet."""
    return Typed({"station_id": station_id, "mode": "walk"})


def as_kept(volunteer: Volunteer) -> Typed:
    """As they are."""
    lines = {name: _line(getattr(volunteer, name)) for part in PARTS for name in part.fields if name not in TICKED}
    return Typed(lines, tuple(volunteer.services), tuple(volunteer.languages), volunteer.active)


def as_typed(form: Form) -> Typed:
    """As it came."""
    lines = {
        name: form.text(name) for part in PARTS for name in part.fields if name not in TICKED and name in form.data
    }
    return Typed(lines, tuple(form.texts("services")), tuple(form.texts("languages")), form.text("active") != "")


def withheld(part: Part, volunteer: Volunteer, purpose: str) -> frozenset[str]:
    """Fields that hold something which is not shown without a purpose, and so cannot be changed."""
    hidden = (one for one in part.fields if one in MASKED and getattr(volunteer, one))
    return frozenset() if purpose else frozenset(hidden)


def changed(form: Form, part: Part, volunteer: Volunteer) -> VolunteerFields:
    """The volunteer with the part as the form has it, and everything else as it is; raises Faulty."""
    offered = {name for name in part.fields if name in form.data or name in TICKED}
    kept: dict[str, Any] = as_is(volunteer, *offered)
    if "active" in offered:
        kept["active"] = form.text("active") != ""
    return form.read(VolunteerFields, **kept)


def as_is(volunteer: Volunteer, *but: str) -> dict[str, Any]:
    """All fields but these."""
    return {name: getattr(volunteer, name) for name in VolunteerFields.model_fields if name not in but}


def _line(value: Any) -> str:
    return "" if value is None else str(getattr(value, "value", value))

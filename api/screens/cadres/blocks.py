"""A dossier in blocks: who it is about, then the eight facts (八个清), each with the fields that are changed together."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from api.authority.seeing import CONTACT, DOSSIER
from api.exchange.labels import FACTS
from api.screens.shell.forms import Form
from api.tables.cadres import Cadre, CadreFields, Fact
from matcher.domain import Text


class Block(NamedTuple):
    """Some fields under one heading; `key` stands in addresses."""

    key: str
    title: Text
    fields: tuple[str, ...]


FIELDS: Mapping[Fact, tuple[str, ...]] = MappingProxyType(
    {
        Fact.AGE: ("born_on",),
        Fact.ADDRESS: ("address", "latitude", "longitude"),
        Fact.FAMILY: ("family", "family_contact", "family_phone", "hardships"),
        Fact.HEALTH: ("health", "mobility"),
        Fact.FORMER_UNIT: ("former_unit", "unit_contact"),
        Fact.PARTY_BRANCH: ("party_branch",),
        Fact.STRENGTHS: ("strengths",),
        Fact.SERVICE_NEEDS: ("service_needs",),
    }
)
"""What is told together with each fact."""

WHO = Block(
    "who",
    Text("Who it is about", "基本信息"),
    ("name", "gender", "category", "phone", "code", "station_id", "grid", "active"),
)
BLOCKS = (WHO, *(Block(fact.value, FACTS[fact], fields) for fact, fields in FIELDS.items()))
BY_KEY = {block.key: block for block in BLOCKS}

MASKED = frozenset((*CONTACT[Cadre], *DOSSIER[Cadre]))
"""Fields that are masked until a purpose is told."""
TICKED = frozenset({"active", "hardships"})
"""Fields of which a browser sends nothing where nothing is ticked."""


@dataclass(frozen=True)
class Typed:
    """What stands in a form: a line for each field, and the hardships that are ticked."""

    lines: Mapping[str, str]
    hardships: tuple[str, ...] = ()
    active: bool = True


def empty(station_id: str) -> Typed:
    """A dossier of which nothing is known yet."""
    return Typed({"station_id": station_id, "category": "tuixiu", "mobility": "full"})


def as_kept(cadre: Cadre) -> Typed:
    """As it is."""
    lines = {name: _line(getattr(cadre, name)) for name in CadreFields.model_fields if name not in TICKED}
    return Typed(lines, tuple(cadre.hardships), cadre.active)


def as_typed(form: Form) -> Typed:
    """As it came."""
    lines = {name: form.text(name) for name in CadreFields.model_fields if name not in TICKED and name in form.data}
    return Typed(lines, tuple(form.texts("hardships")), form.text("active") != "")


def withheld(block: Block, cadre: Cadre, purpose: str) -> frozenset[str]:
    """Fields that hold something which is not shown without a purpose, and so cannot be changed."""
    return frozenset() if purpose else frozenset(one for one in block.fields if one in MASKED and getattr(cadre, one))


def changed(form: Form, block: Block, cadre: Cadre) -> CadreFields:
    """The dossier with the block as the form has it, and everything else as it is; raises Faulty."""
    offered = {name for name in block.fields if name in form.data or name in TICKED}
    kept: dict[str, Any] = {name: getattr(cadre, name) for name in CadreFields.model_fields if name not in offered}
    if "active" in offered:
        kept["active"] = form.text("active") != ""
    return form.read(CadreFields, **kept)


def _line(value: Any) -> str:
    return "" if value is None else str(getattr(value, "value", value))

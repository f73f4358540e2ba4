"""A layer of a policy: what a city, a district, a station or a file says of the rules, which is only what differs."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from matcher.domain import BadInput
from matcher.policy.known import check_known
from matcher.rules.catalogue import CATALOGUE

DEFAULT = Path(__file__).with_name("default.toml")

LONGEST_NAME = 500
"""As long as a roster can say under which policy it was made."""

Tables = Mapping[str, Mapping[str, Any]]
"""Parameters by rule, as TOML has them below `rules`."""

OVERRIDABLE = "overridable"


class Layer(NamedTuple):
    """Errors and pages call it by its name. Its rules are TOML text (`[rules.service_circle]` …) or the tables themselves."""

    name: str
    rules: str | Tables


@cache
def default_layer() -> Layer:
    """What holds where nobody says otherwise."""
    return Layer("default", parsed(DEFAULT.read_text(encoding="utf-8"), str(DEFAULT))["rules"])


def tables_of(layer: Layer) -> Tables:
    """The layer's tables, whose rules and parameters all exist; raises BadInput that names the layer."""
    if not is_a_name(layer.name):
        raise BadInput(
            f"A layer's name is {layer.name!r:.60}, expected a printable string of at most {LONGEST_NAME} signs"
        )
    tables: Any = layer.rules
    if isinstance(tables, str):
        document = parsed(tables, layer.name)
        check_known(layer.name, "field", document, ("rules",))
        tables = document.get("rules", {})
    if not isinstance(tables, Mapping) or not all(isinstance(table, Mapping) for table in tables.values()):
        raise BadInput(
            f"{layer.name}: rules is {tables!r:.200}, expected a table per rule such as [rules.service_circle]"
        )
    check_known(layer.name, "rule", tables, [kind.name for kind in CATALOGUE])
    for kind in CATALOGUE:
        table = tables.get(kind.name, {})
        if table.get(OVERRIDABLE) and OVERRIDABLE not in kind.model_fields:
            some = ", ".join(other.name for other in CATALOGUE if OVERRIDABLE in other.model_fields)
            raise BadInput(f"{layer.name}: rules.{kind.name} can never be {OVERRIDABLE}, expected it of one of {some}")
        check_known(layer.name, f"parameter of rule {kind.name}", table, kind.model_fields)
    return tables


def parsed(text: str, source: str) -> dict[str, Any]:
    """TOML text as a document; raises BadInput."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # text that is none, numbers and nests beyond all measure
        raise BadInput(f"{source}: is no TOML: {error}") from None


def is_a_name(value: Any) -> bool:
    """Fit to name a policy or a layer."""
    return isinstance(value, str) and value.isprintable() and len(value) <= LONGEST_NAME

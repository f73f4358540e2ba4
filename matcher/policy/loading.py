"""Policies from TOML: each inherits from another and says only what differs; a misspelt name gets the nearest one."""

import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from matcher.domain import BadInput
from matcher.domain.files import sentence
from matcher.policy.policy import Policy
from matcher.rules.catalogue import CATALOGUE
from matcher.rules.rule import Rule

DEFAULT = Path(__file__).with_name("default.toml")
LONGEST_NAME = 500
"""As long as a roster can say under which policy it was made."""

Tables = dict[str, dict[str, Any]]


@cache
def default_policy() -> Policy:
    """The policy that holds where none is named."""
    return load_policy(DEFAULT)


def load_policy(path: Path | None = None) -> Policy:
    """The policy of a file with all that it inherits; raises BadInput with one sentence."""
    if path is None:
        return default_policy()
    name, tables = _inherited(path, ())
    rules = tuple(_rule(kind, tables.get(kind.name, {}), path) for kind in CATALOGUE)
    policy = Policy(name, tuple(rule for rule in rules if rule.level != "off"))
    _agree(policy, path)
    return policy


def _inherited(path: Path, heirs: tuple[Path, ...]) -> tuple[str, Tables]:
    """Name and rule tables of a file, laid over those it inherits."""
    where = path.resolve()
    if where in heirs:
        raise BadInput(f"{path}: inherits from itself, expected a chain that ends at the default policy")
    document = _read(path)
    _known(path, "field", document, ("name", "inherits", "rules"))
    name, parent, own = document.get("name", path.stem), document.get("inherits"), document.get("rules", {})
    if not _is_a_name(name) or not (parent is None or _is_a_name(parent)):
        both = f"{name!r:.60} and {parent!r:.60}"
        raise BadInput(
            f"{path}: name and inherits are {both}, expected printable strings of at most {LONGEST_NAME} signs"
        )
    if not isinstance(own, dict) or not all(isinstance(table, dict) for table in own.values()):
        raise BadInput(f"{path}: rules is {own!r}, expected a table per rule such as [rules.service_circle]")
    _known(path, "rule", own, [kind.name for kind in CATALOGUE])
    tables: Tables = {}
    if where != DEFAULT.resolve():
        above = DEFAULT if parent in (None, "default") else path.parent / str(parent)
        tables = _inherited(above, (*heirs, where))[1]
    for rule, table in own.items():
        tables[rule] = tables.get(rule, {}) | table
    return name, tables


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror or error})") from None
    except (ValueError, RecursionError) as error:  # TOML and text that are none, numbers and nests beyond all measure
        raise BadInput(f"{path}: is no TOML: {error}") from None


def _rule(kind: type[Rule], table: dict[str, Any], path: Path) -> Rule:
    _known(path, f"parameter of rule {kind.name}", table, list(kind.model_fields))
    if (level := table.get("level", kind.levels[0])) not in kind.levels:
        raise BadInput(f"{path}: rules.{kind.name}.level: {level!r}, expected {' or '.join(kind.levels)}")
    try:
        return kind.model_validate(table)
    except ValidationError as error:
        raise BadInput(f"{path}: rules.{kind.name}.{sentence(error)}") from None


def _is_a_name(value: Any) -> bool:
    return isinstance(value, str) and value.isprintable() and len(value) <= LONGEST_NAME


def _known(path: Path, what: str, named: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for name in named:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"expected one of {', '.join(known)}"
            raise BadInput(f"{path}: {what} {name!r} is unknown, {hint}")


def _agree(policy: Policy, path: Path) -> None:
    """Rules that speak of one weekly limit speak of the same."""
    stated = {rule.name: rule.minutes_per_week for rule in policy.rules if hasattr(rule, "minutes_per_week")}
    if len(set(stated.values())) > 1:
        both = " and ".join(f"rules.{name}.minutes_per_week {minutes}" for name, minutes in stated.items())
        raise BadInput(f"{path}: {both} differ, expected the same weekly limit")

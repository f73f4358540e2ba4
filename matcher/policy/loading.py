"""Policies from TOML files: each inherits from another and says only what differs."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from matcher.domain import BadInput
from matcher.policy.known import check_known
from matcher.policy.layer import DEFAULT, LONGEST_NAME, Layer, is_a_name, parsed
from matcher.policy.layering import policy_from
from matcher.policy.policy import Policy


class _File(NamedTuple):
    name: str
    inherits: str | None
    layer: Layer


@cache
def default_policy() -> Policy:
    """The policy that holds where none is named."""
    return policy_from(())


def load_policy(path: Path | None = None) -> Policy:
    """The policy of a file with all that it inherits; raises BadInput with one sentence."""
    if path is None:
        return default_policy()
    name, layers = _inherited(path, ())
    return policy_from(layers, name)


def _inherited(path: Path, heirs: tuple[Path, ...]) -> tuple[str, tuple[Layer, ...]]:
    """Name of a file, and its layer over those that it inherits; the default one lies below them all."""
    where = path.resolve()
    if where in heirs:
        raise BadInput(f"{path}: inherits from itself, expected a chain that ends at the default policy")
    if where == DEFAULT.resolve():
        return "default", ()
    file = _read(path)
    if file.inherits in (None, "default"):
        return file.name, (file.layer,)
    _, above = _inherited(path.parent / str(file.inherits), (*heirs, where))
    return file.name, (*above, file.layer)


def _read(path: Path) -> _File:
    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror or error})") from None
    except ValueError as error:
        raise BadInput(f"{path}: is no TOML: {error}") from None
    document = parsed(content, str(path))
    check_known(str(path), "field", document, ("name", "inherits", "rules"))
    name, parent = document.get("name", path.stem), document.get("inherits")
    if not is_a_name(name) or not (parent is None or is_a_name(parent)):
        both = f"{name!r:.60} and {parent!r:.60}"
        raise BadInput(
            f"{path}: name and inherits are {both}, expected printable strings of at most {LONGEST_NAME} signs"
        )
    return _File(name, parent, Layer(str(path), document.get("rules", {})))

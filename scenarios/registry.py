"""A file of this package that defines a scenario registers it; the catalogue finds all files by itself."""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TypeVar

from matcher.domain import BadInput, Problem, Text

S = TypeVar("S")

POLICIES = Path(__file__).with_name("policies")


@dataclass(frozen=True)
class Scenario:
    """A named kind of week: what happens in it, how large it may be, and the policy (a TOML file) it is meant for."""

    name: str
    story: Text
    sizes: tuple[str, ...]
    default_size: str
    policy: Path | None
    make: Callable[[str, int], Problem]

    def build(self, size: str | None = None, seed: int = 0) -> Problem:
        """The problem of this size and seed; raises BadInput where the size is not one of `sizes`."""
        wanted = self.default_size if size is None else size
        if wanted not in self.sizes:
            raise BadInput(f"Scenario {self.name}: {_unknown('size', wanted, self.sizes)}")
        return self.make(wanted, seed)


_registered: dict[str, Scenario] = {}


def scenario(
    *, story: Text, sizes: Mapping[str, S], default: str, policy: str | None = None
) -> Callable[[Callable[[S, Random], Problem]], Scenario]:
    """Registers a function (what the size stands for, dice) -> Problem as the scenario of the function's name.

    The dice are seeded by name, size and seed as text, which `random.Random` hashes alike on every machine.
    """

    def register(draw: Callable[[S, Random], Problem]) -> Scenario:
        name = draw.__name__

        def make(size: str, seed: int) -> Problem:
            return draw(sizes[size], Random(f"{name} {size} {seed}"))

        path = None if policy is None else POLICIES / policy
        _registered[name] = Scenario(name, story, tuple(sizes), default, path, make)
        return _registered[name]

    return register


@cache
def catalogue() -> dict[str, Scenario]:
    """All scenarios by name, in the order of their names."""
    package = __name__.rpartition(".")[0]
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if not module.ispkg:
            import_module(f"{package}.{module.name}")
    return dict(sorted(_registered.items()))


def get(name: str) -> Scenario:
    """The scenario of this name; raises BadInput that suggests the nearest one."""
    if name not in catalogue():
        raise BadInput(_unknown("scenario", name, tuple(catalogue())))
    return catalogue()[name]


def _unknown(kind: str, name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}" if near else f"expected one of {', '.join(known)}"
    return f"{kind} {name!r} is unknown, {hint}{'?' if near else ''}"

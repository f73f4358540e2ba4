"""What is studied under one name: scenarios, seeds and time limits that belong together."""

from collections.abc import Sequence
from typing import NamedTuple

import scenarios
from scenarios.phcp import INSTANCES


class Case(NamedTuple):
    """One roster to be made."""

    scenario: str
    size: str | None
    seed: int
    limit: float

    @property
    def what(self) -> str:
        """Scenario and size, as they are asked for."""
        return f"{self.scenario}:{self.size}" if self.size else self.scenario


class Study(NamedTuple):
    """A named set: each of the scenarios (`name` or `name:size`) with each seed under each limit."""

    scenarios: tuple[str, ...]
    seeds: tuple[int, ...]
    limits: tuple[float, ...]


STUDIES = {
    "station_weeks": Study(
        tuple(f"station_week:{size}" for size in ("short", "plenty", "crews", "all_features")),
        tuple(range(12)),
        (30, 120),
    ),
    "small_stations": Study(("station_week:small",), tuple(range(10)), (10,)),
    "district": Study(("district_week:four",), (0,), (300,)),
    "published_weeks": Study(tuple(f"phcp:{name}" for name in INSTANCES), (0,), (30,)),
}


def cases(
    names: Sequence[str], seeds: Sequence[int] | None, limits: Sequence[float] | None, every_size: bool
) -> list[Case]:
    """The cases of each name (of a set, `scenario` or `scenario:size`); without names, every scenario at its usual size.

    Seeds and limits that are given replace those of a set.
    """
    found = []
    for name in names or scenarios.catalogue():
        study = STUDIES.get(name) or Study(_sized(name, every_size), (0,), (30,))
        for limit in limits or study.limits:
            for what in study.scenarios:
                scenario, _, size = what.partition(":")
                found += [Case(scenario, size or None, seed, limit) for seed in seeds or study.seeds]
    return found


def seeds_of(text: str) -> list[int]:
    """`0-11` or `0,3,5`."""
    first, dash, last = text.partition("-")
    return list(range(int(first), int(last) + 1)) if dash else [int(seed) for seed in text.split(",")]


def _sized(name: str, every_size: bool) -> tuple[str, ...]:
    """The name itself (checked to exist), or all its sizes."""
    scenario = scenarios.get(name.partition(":")[0])
    return tuple(f"{scenario.name}:{size}" for size in scenario.sizes) if every_size else (name,)

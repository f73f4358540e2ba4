"""What tests of the bound begin with: routes, and a bound that is as sharp as it gets."""

from itertools import islice

from matcher.engine.bound import ColumnGeneration
from matcher.engine.routes import Routes, Windows, list_routes
from matcher.waist.instance import Instance


def listed(instance: Instance) -> tuple[Windows, Routes]:
    """Windows and all their routes."""
    windows = Windows(instance)
    routes = list_routes(windows, lambda: False)
    assert routes is not None
    return windows, routes


def sharpened(instance: Instance, rounds: int | None = None) -> ColumnGeneration:
    """Column generation after so many rounds, or its last one."""
    generation = ColumnGeneration(instance, *listed(instance))
    for _ in islice(generation.rounds(lambda: False), rounds):
        pass
    return generation

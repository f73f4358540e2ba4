"""The bound stands beside a second formulation: all routes in one integer program, solved by another solver."""

from random import Random

import pytest

from matcher.compile import compile_problem
from matcher.engine.bound import ColumnGeneration
from matcher.engine.routes import Windows, list_routes
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.policy import default_policy
from tests.engine.integer_program import IntegerProgram
from tests.small_weeks import small_week

WEEKS = 16
MEETS = 1 / 3
"""In such a share of the weeks at least the bound is the optimum of the second formulation, rounded up."""


def test_the_bound_is_never_above_all_routes_in_one_integer_program_and_mostly_meets_it() -> None:
    compared = met = 0
    for week in range(WEEKS):
        instance = compile_problem(
            small_week(Random(1000 + week), people=6, needs=10, days=3, grid=30), default_policy()
        )
        windows = Windows(instance)
        routes = list_routes(windows, lambda: False)
        assert routes is not None
        if not routes.complete.all():
            continue
        generation = ColumnGeneration(instance, windows, routes)
        search = Search(instance, tables_of(instance), 0)
        search.move(3000, 5.0)

        for _ in generation.rounds(lambda: False):
            pass
        optimum = IntegerProgram(instance, routes).optimum()

        assert generation.bound <= optimum <= search.points
        met += generation.bound == optimum
        compared += 1
    assert compared >= WEEKS / 2
    assert met >= MEETS * compared


def test_windows_whose_routes_are_not_listed_prove_no_more_than_all_routes_in_one_integer_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0
    for week in range(WEEKS):
        instance = compile_problem(
            small_week(Random(2000 + week), people=4, needs=8, days=3, grid=30), default_policy()
        )
        windows = Windows(instance)
        routes = list_routes(windows, lambda: False)
        assert routes is not None
        if not routes.complete.all():
            continue
        with monkeypatch.context() as patched:
            patched.setattr("matcher.engine.routes.listing.LONGEST", 0)
            searched = list_routes(windows, lambda: False)
        assert searched is not None
        monkeypatch.setattr("matcher.engine.bound.one_window.FEW_BRANCHES", 2 * (week % 4))
        generation = ColumnGeneration(instance, windows, searched)

        for _ in generation.rounds(lambda: False):
            pass

        assert generation.bound <= IntegerProgram(instance, routes).optimum()
        compared += 1
    assert compared >= WEEKS / 2

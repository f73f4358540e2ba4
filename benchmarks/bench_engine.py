"""How fast the parts are, on a station's week of 250 visits and (where it says so) a city's of 25 000.

pip install -e '.[tests,benchmarks]'
pytest benchmarks/bench_engine.py --benchmark-columns=min,median,rounds
"""

from typing import Any

import pytest

import scenarios
from matcher.audit import audit
from matcher.compile import compile_problem
from matcher.domain import Problem, Roster
from matcher.engine.bound import ColumnGeneration, lower_bound
from matcher.engine.readiness import prepare, prepare_pricing
from matcher.engine.routes import Windows, list_routes
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.explain import unmet
from matcher.policy import default_policy
from matcher.solve import solve
from matcher.waist import Instance

Benchmark = Any
MOVES = 1_000


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    prepare()
    prepare_pricing(None)


@pytest.fixture(scope="module")
def station() -> Problem:
    return scenarios.get("station_week").build()


@pytest.fixture(scope="module")
def instance(station: Problem) -> Instance:
    return compile_problem(station, default_policy())


@pytest.fixture(scope="module")
def roster(station: Problem) -> Roster:
    return solve(station, moves=20_000, workers=1)


def test_compile_a_station(benchmark: Benchmark, station: Problem) -> None:
    benchmark(compile_problem, station, default_policy())


def test_first_roster_of_a_station(benchmark: Benchmark, instance: Instance) -> None:
    tables = tables_of(instance)
    benchmark(Search, instance, tables, 0)


def test_a_thousand_moves(benchmark: Benchmark, instance: Instance) -> None:
    search = Search(instance, tables_of(instance), 0)
    benchmark(search.move, MOVES, 20.0)


def test_the_first_bound(benchmark: Benchmark, instance: Instance) -> None:
    benchmark(lower_bound, instance)


def test_ten_rounds_of_the_sharp_bound(benchmark: Benchmark, instance: Instance) -> None:
    search = Search(instance, tables_of(instance), 0)
    search.move(20_000, 10.0)

    def ten_rounds() -> None:
        windows = Windows(instance)
        routes = list_routes(windows, lambda: False)
        assert routes is not None
        generation = ColumnGeneration(instance, windows, routes)
        generation.learn([search.plan()])
        for done, _ in enumerate(generation.rounds(lambda: False), start=1):
            if done == 10:
                return

    benchmark.pedantic(ten_rounds, rounds=3)


def test_audit_a_station(benchmark: Benchmark, station: Problem, roster: Roster) -> None:
    benchmark(audit, station, roster, default_policy())


def test_explain_what_is_unmet(benchmark: Benchmark) -> None:
    short = scenarios.get("shortage_week").build("small")
    found = solve(short, moves=5_000, workers=1)
    benchmark.pedantic(unmet, (short, found, default_policy()), rounds=3)


def test_compile_a_city(benchmark: Benchmark) -> None:
    city = scenarios.get("city_week").build()
    benchmark.pedantic(compile_problem, (city, default_policy()), rounds=1)


def test_first_roster_of_a_city(benchmark: Benchmark) -> None:
    city = compile_problem(scenarios.get("city_week").build(), default_policy())
    tables = tables_of(city)
    benchmark.pedantic(Search, (city, tables, 0), rounds=1)

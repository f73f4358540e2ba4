"""How fast a new need is matched: one call of a ready index, over a station of 60 volunteers and a city of 6 000.

pip install -e '.[tests,benchmarks]'
pytest benchmarks/bench_match.py --benchmark-columns=min,median,max,rounds -k station
pytest benchmarks/bench_match.py --benchmark-columns=min,median,max,rounds -k city

The percentiles over all needs are printed below each table's test and kept in the JSON report (`extra_info`).
"""

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

import pytest

import scenarios
from matcher.compile import compile_problem
from matcher.domain import Need, Problem, Roster
from matcher.engine.readiness import prepare
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.matching import MatchIndex
from matcher.policy import default_policy
from matcher.solve import visits_of

Benchmark = Any
NEEDS = 1_000
WEEKS = {"station": "station_week", "city": "city_week"}


@cache
def week(name: str) -> Problem:
    """The scenario behind a name."""
    return scenarios.get(WEEKS[name]).build()


@cache
def roster(name: str) -> Roster:
    """Its first roster by regret, which leaves few open needs and little room."""
    prepare()
    problem = week(name)
    instance = compile_problem(problem, default_policy())
    return Roster(visits=visits_of(Search(instance, tables_of(instance), 0).plan(), problem))


@cache
def index(name: str) -> MatchIndex:
    """Built once, as a service would keep it."""
    return MatchIndex(week(name), roster(name))


def newcomers(problem: Problem, crew: int | None = None) -> Iterator[Need]:
    """Needs like those of the week, each at the home of another cadre."""
    dice = Random(7)
    for number in range(NEEDS):
        like, cadre = dice.choice(problem.needs), dice.choice(problem.cadres)
        changes = {"id": f"new{number}", "cadre": cadre.id, "also_cadres": (), "location": None}
        yield like.model_copy(update=changes | ({"crew": crew} if crew else {}))


@pytest.mark.parametrize("name", WEEKS)
def test_index(benchmark: Benchmark, name: str) -> None:
    benchmark.pedantic(MatchIndex, (week(name), roster(name)), rounds=1)


@pytest.mark.parametrize(
    ("name", "crew", "displace"),
    [(name, crew, False) for name in WEEKS for crew in (None, 2)] + [("station", None, True)],
    ids=lambda value: {None: "any", True: "displacing", False: "keeping"}.get(value, str(value)),
)
def test_match(
    benchmark: Benchmark, capsys: pytest.CaptureFixture[str], name: str, crew: int | None, displace: bool
) -> None:
    needs = list(newcomers(week(name), crew))[: 200 if displace else NEEDS]
    asked = iter(needs)
    its = index(name)
    for need in needs[:20]:
        its.match(need)

    benchmark.pedantic(
        lambda need: its.match(need, displace=displace), setup=lambda: ((next(asked),), {}), rounds=len(needs)
    )

    seconds = sorted(benchmark.stats.stats.data)
    told = {f"p{share}": round(1000 * seconds[share * len(seconds) // 100], 2) for share in (50, 90, 99)}
    benchmark.extra_info |= told | {"unit": "ms", "volunteers": len(week(name).volunteers)}
    with capsys.disabled():
        print(f"\n{name}, crew {crew or 'as needed'}, displace {displace}: {told} ms over {len(seconds)} needs")

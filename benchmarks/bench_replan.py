"""How fast a station's published week of 250 visits is repaired after one volunteer has dropped out.

pip install -e '.[tests,benchmarks]'
pytest benchmarks/bench_replan.py --benchmark-columns=min,median,rounds
"""

from collections import Counter
from threading import Event
from typing import Any

import pytest

import scenarios
from matcher.domain import Problem, Roster
from matcher.engine.readiness import prepare, prepare_pricing
from matcher.policy import default_policy
from matcher.replan import Change, replan
from matcher.replanning.aftermath import aftermath
from matcher.replanning.rewriting import rewritten
from matcher.solve import solve
from matcher.timetable import Timetable

Benchmark = Any


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    prepare()
    prepare_pricing(None)


@pytest.fixture(scope="module")
def station() -> Problem:
    return scenarios.get("station_week").build()


@pytest.fixture(scope="module")
def roster(station: Problem) -> Roster:
    return solve(station, moves=200_000, workers=1)


@pytest.fixture(scope="module")
def drop_out(roster: Roster) -> Change:
    busiest = Counter(volunteer for visit in roster.visits for volunteer in visit.volunteers).most_common(1)
    return Change(volunteers=(busiest[0][0],))


def test_the_first_answer_with_reasons_and_audit(
    benchmark: Benchmark, station: Problem, roster: Roster, drop_out: Change
) -> None:
    stop = Event()
    stop.set()
    benchmark.pedantic(replan, (station, roster, default_policy(), drop_out), {"stop": stop}, rounds=10)


def test_rewrite_the_problem(benchmark: Benchmark, station: Problem, roster: Roster, drop_out: Change) -> None:
    def rewrite() -> Problem:
        return rewritten(aftermath(Timetable(station, roster), drop_out, pins_hold=True))

    benchmark(rewrite)

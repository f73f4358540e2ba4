"""On tiny weeks everything can be tried: no bound is above the optimum, and rosters reach it."""

import pytest
from hypothesis import HealthCheck, assume, given, seed, settings

from matcher.domain import BadInput, Problem
from matcher.policy import Policy
from matcher.solve import solve
from tests.building import need, problem, volunteer, window
from tests.exhaustion import optimum, rosters_of, slots_of
from tests.small_weeks import policies, small_weeks

SHARDS, WEEKS = 4, 50


@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_bound_is_never_above_the_optimum_and_the_roster_mostly_is_the_optimum(shard: int) -> None:
    compared: list[bool] = []

    @seed(shard)
    @settings(max_examples=WEEKS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(small_weeks(people=3, needs=3, days=2, grids=(30, 60)), policies())
    def compare(week: Problem, policy: Policy) -> None:
        slots = slots_of(week, policy)
        assume(30 <= rosters_of(slots) <= 4000)
        try:
            roster = solve(week, policy, moves=3000, workers=1, seconds=60)
        except BadInput:
            return
        assert roster.score is not None
        assert roster.bound is not None

        least = optimum(week, policy, slots)

        assert roster.bound <= least <= roster.score.total
        assert roster.status != "optimal" or roster.score.total == least
        compared.append(roster.score.total == least)

    compare()

    assert len(compared) >= WEEKS / 2
    assert sum(compared) >= 0.9 * len(compared)


def test_a_crew_pays_for_its_start_once() -> None:
    week = problem([need(crew=2, preferred=[window("11:30", "12:00")])], [volunteer("v1"), volunteer("v2")])

    roster = solve(week, moves=100, workers=1)

    # two strangers at the door, ten points each, and one visit at another time than preferred
    assert roster.score is not None
    assert (roster.bound, roster.score.total, roster.status) == (25, 25, "optimal")

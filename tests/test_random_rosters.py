"""On small weeks in which every rule bites at once, the waist and the audit agree on every roster, step by step."""

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from matcher.audit import audit
from matcher.compile import compile_problem
from matcher.domain import Problem
from matcher.engine.evaluate import evaluate
from matcher.policy import Policy
from matcher.rules.catalogue import CATALOGUE
from matcher.rules.rule import HardRule
from tests.building import plan, roster
from tests.random_rosters import Visits, grown
from tests.small_weeks import policies, small_weeks

WEEKS = 300
"""For each of two shards; every week has a dozen rosters."""


@pytest.mark.parametrize("shard", range(2))
def test_the_waist_accepts_what_the_audit_finds_clean_and_counts_the_same_points(shard: int) -> None:
    bites: Counter[str] = Counter()
    accepted: Counter[int] = Counter()

    @seed(shard)
    @settings(max_examples=WEEKS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(small_weeks(), policies(), st.integers(0, 1 << 30))
    def agree(week: Problem, policy: Policy, dice: int) -> None:
        instance = compile_problem(week, policy)

        def accepts(visits: Visits) -> bool:
            return evaluate(instance, plan(week, visits)).accepted

        for visits in grown(week, Random(dice), 30, accepts):
            report = audit(week, roster(*visits), policy)
            reading = evaluate(instance, plan(week, visits))
            assert reading.accepted == (not report.violations), (visits, reading.faults, report.violations)
            if reading.accepted:
                assert reading.total == report.score.total, (visits, reading.points, report.score)
                accepted[len(visits)] += 1
            bites.update({found.rule for found in report.violations})
            bites.update(rule for rule, points in report.score.by_rule.items() if points and reading.accepted)

    agree()

    assert {rule.name for rule in CATALOGUE if bites[rule.name] < (100 if issubclass(rule, HardRule) else 20)} == set()
    assert sum(number for visits, number in accepted.items() if visits >= 3) >= 100

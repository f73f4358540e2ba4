"""The second law: for every accepted roster the waist counts the points that the rules measure, in all and one by one."""

import pytest

from matcher.compile import compile_problem
from matcher.engine.evaluate import evaluate
from matcher.policy import Policy
from matcher.rules.catalogue import CATALOGUE
from matcher.rules.rule import HardRule, SoftRule
from tests.laws.families import FAMILIES
from tests.laws.reading import readings_of, readings_when_eased, told


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("read", [readings_of, readings_when_eased], ids=["strict", "eased"])
def test_the_waist_counts_the_total_that_the_rules_measure(name: str, read: type) -> None:
    readings = read(name)

    disputed = [
        (told(reading.visits), reading.waist_points, reading.audit_points)
        for reading in readings
        if reading.accepted and reading.waist_points != sum(reading.audit_points.values())
    ]

    assert disputed == []


@pytest.mark.parametrize("rule", [rule.name for rule in CATALOGUE if issubclass(rule, SoftRule)])
@pytest.mark.parametrize("name", FAMILIES)
def test_the_waist_counts_for_each_rule_alone_what_the_rule_measures(name: str, rule: str) -> None:
    family, readings = FAMILIES[name], [reading for reading in readings_of(name) if reading.accepted]
    alone = Policy("alone", tuple(one for one in family.policy.rules if isinstance(one, HardRule) or one.name == rule))
    instance = compile_problem(family.week, alone)

    disputed = [
        (told(reading.visits), counted, reading.audit_points[rule])
        for reading in readings
        if (counted := evaluate(instance, reading.plan).total) != reading.audit_points[rule]
    ]

    assert disputed == []

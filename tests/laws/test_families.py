"""No rule escapes the laws: each has a family of tiny weeks, and in it the rule bites."""

import pytest

from matcher.rules.catalogue import CATALOGUE
from matcher.rules.rule import SoftRule
from tests.laws.families import FAMILIES
from tests.laws.reading import Reading, readings_of, readings_when_eased, told

SOFT = {rule.name for rule in CATALOGUE if issubclass(rule, SoftRule)}
OF_HARD_RULES = [name for name, family in FAMILIES.items() if family.rule not in SOFT]
OF_SOFT_RULES = [name for name, family in FAMILIES.items() if family.rule in SOFT]


def accepted(readings: list[Reading]) -> set[str]:
    return {told(reading.visits) for reading in readings if reading.accepted}


def test_each_rule_of_the_catalogue_has_a_family_and_each_family_a_rule() -> None:
    assert {family.rule for family in FAMILIES.values()} == {rule.name for rule in CATALOGUE}


@pytest.mark.parametrize("name", OF_HARD_RULES)
def test_a_hard_rule_refuses_rosters_of_its_family_that_are_accepted_when_it_is_eased(name: str) -> None:
    strict, eased = accepted(readings_of(name)), accepted(readings_when_eased(name))

    assert eased - strict
    assert strict - {"no visit"}


@pytest.mark.parametrize("name", [name for name in OF_HARD_RULES if FAMILIES[name].is_switched_off])
def test_without_a_hard_rule_whatever_it_accepts_is_accepted_still(name: str) -> None:
    strict, eased = accepted(readings_of(name)), accepted(readings_when_eased(name))

    assert strict < eased


@pytest.mark.parametrize("name", OF_SOFT_RULES)
def test_a_soft_rule_tells_accepted_rosters_of_its_family_apart(name: str) -> None:
    rule = FAMILIES[name].rule

    points = {reading.audit_points[rule] for reading in readings_of(name) if reading.accepted}

    assert len(points) >= 3


@pytest.mark.parametrize("name", OF_SOFT_RULES)
def test_a_soft_rule_that_is_off_refuses_nothing_and_counts_nothing(name: str) -> None:
    rule, strict, eased = FAMILIES[name].rule, readings_of(name), readings_when_eased(name)

    off_by = {
        one.waist_points - without.waist_points - one.audit_points[rule]
        for one, without in zip(strict, eased, strict=True)
        if one.accepted
    }

    assert accepted(strict) == accepted(eased)
    assert off_by == {0}

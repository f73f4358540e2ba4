"""The first law: on tiny weeks the rosters that the waist accepts are exactly those that the audit finds clean."""

import pytest

from tests.laws.families import FAMILIES
from tests.laws.reading import readings_of, readings_when_eased, told


@pytest.mark.parametrize("name", FAMILIES)
def test_the_waist_accepts_exactly_the_rosters_that_the_audit_finds_clean(name: str) -> None:
    readings = readings_of(name)

    disputed = [told(reading.visits) for reading in readings if reading.accepted != reading.clean]

    assert disputed == []


@pytest.mark.parametrize("name", FAMILIES)
def test_they_agree_as_well_where_the_rule_is_eased(name: str) -> None:
    readings = readings_when_eased(name)

    disputed = [told(reading.visits) for reading in readings if reading.accepted != reading.clean]

    assert disputed == []

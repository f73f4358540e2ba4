"""Every scenario can be drawn again: the same name, size and seed give the same bytes, another seed another week."""

import os
import re
import subprocess
import sys
from functools import cache

import pytest

import scenarios
from matcher.domain import BadInput
from matcher.policy import load_policy
from scenarios.phcp import BESIDE_THE_CHECKOUT, FOLDER_VARIABLE
from scenarios.registry import POLICIES

NAMES = tuple(scenarios.catalogue())
WRITTEN_BY_OTHERS = {"phcp", "impossible_monday"}
"""No seed changes them."""

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@cache
def drawn(name: str, seed: int) -> str:
    """The smallest size as JSON; sizes are named from the smallest to the largest."""
    scenario = scenarios.get(name)
    if name == "phcp" and not (os.environ.get(FOLDER_VARIABLE) or BESIDE_THE_CHECKOUT.is_dir()):
        pytest.skip(f"the published instances are not here ({FOLDER_VARIABLE} may name their folder)")
    return scenario.build(scenario.sizes[0], seed).model_dump_json()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [0, 1])
def test_the_same_seed_gives_the_same_bytes(name: str, seed: int) -> None:
    scenario = scenarios.get(name)
    first = drawn(name, seed)

    again = scenario.build(scenario.sizes[0], seed).model_dump_json()

    assert again == first


@pytest.mark.parametrize("name", NAMES)
def test_another_seed_gives_another_week(name: str) -> None:
    assert (drawn(name, 0) == drawn(name, 1)) is (name in WRITTEN_BY_OTHERS)


@pytest.mark.parametrize("name", ["four_pilots", "study_groups", "flu_week"])
def test_another_process_with_other_hashes_draws_the_same(name: str) -> None:
    scenario = scenarios.get(name)
    script = (
        "import hashlib, scenarios\n"
        f"text = scenarios.get({name!r}).build({scenario.sizes[0]!r}, 0).model_dump_json()\n"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )

    sums = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": hashes},
        ).stdout
        for hashes in ("1", "2")
    }

    assert len(sums) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_story_is_told_in_both_languages_and_the_default_size_exists(name: str) -> None:
    scenario = scenarios.get(name)

    assert CHINESE.search(scenario.story.zh)
    assert scenario.story.en.isprintable()
    assert not CHINESE.search(scenario.story.en)
    assert scenario.default_size in scenario.sizes
    assert len(set(scenario.sizes)) == len(scenario.sizes)


def test_a_policy_that_a_scenario_names_can_be_loaded_and_none_lies_about_unused() -> None:
    named = {scenario.policy for scenario in scenarios.catalogue().values() if scenario.policy is not None}

    assert {load_policy(path).name for path in named} == {path.stem for path in named}
    assert named == set(POLICIES.iterdir())


def test_an_unknown_scenario_gets_the_nearest() -> None:
    with pytest.raises(BadInput, match="scenario 'station_weak' is unknown, did you mean 'station_week'"):
        scenarios.get("station_weak")


def test_an_unknown_size_gets_the_nearest() -> None:
    with pytest.raises(BadInput, match="Scenario station_week: size 'larg' is unknown, did you mean 'large'"):
        scenarios.get("station_week").build("larg")

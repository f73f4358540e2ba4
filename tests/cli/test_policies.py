"""A policy is a bare word that comes along, or a file."""

from pathlib import Path

import pytest

import scenarios
from matcher.cli.policies import policy_named
from matcher.domain import BadInput
from matcher.policy import default_policy


def test_the_default_policy_has_its_name() -> None:
    assert policy_named("default") is default_policy()


def test_a_scenario_s_policy_is_found_by_its_bare_name() -> None:
    phcp = policy_named("phcp")

    assert phcp.name == "phcp"
    assert "service_circle" not in {rule.name for rule in phcp.rules}


def test_every_policy_of_a_scenario_can_be_named() -> None:
    stems = {scenario.policy.stem for scenario in scenarios.catalogue().values() if scenario.policy is not None}

    assert stems == {policy_named(stem).name for stem in stems}


def test_a_word_with_an_ending_or_a_folder_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("mine.toml", "mine"):
        (tmp_path / name).write_text('name = "mine"', encoding="utf-8")

    assert policy_named("mine.toml").name == "mine"
    assert policy_named("./mine").name == "mine"
    assert policy_named(str(tmp_path / "mine.toml")).name == "mine"


@pytest.mark.parametrize(
    ("word", "said"), [("phpc", "did you mean 'phcp'"), ("xyzzy", "expected one of default, phcp")]
)
def test_an_unknown_word_gets_the_nearest(word: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        policy_named(word)


@pytest.mark.parametrize("word", ["", " ", "nowhere.toml", "."])
def test_what_is_neither_word_nor_file_is_bad_input(word: str) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        policy_named(word)

"""`matcher compare` solves a week under two policies and shows what differs, Chinese first."""

import json
from pathlib import Path
from typing import Any

import pytest

import matcher.solve
from matcher.domain import Problem, Roster
from tests.building import published
from tests.cli.conftest import Command

QUICK = ("--moves", "300", "--workers", "1")


@pytest.fixture
def narrow(tmp_path: Path) -> Path:
    """A policy under which only c1 can be reached, who lives 5 minutes away."""
    path = tmp_path / "narrow.toml"
    path.write_text("[rules.service_circle]\nminutes = 5\n", encoding="utf-8")
    return path


@pytest.fixture
def never_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The long work must not begin."""

    def solve(*_: Any, **__: Any) -> Roster:
        raise AssertionError("the long work began")

    monkeypatch.setattr(matcher.solve, "solve", solve)


def test_rules_points_figures_and_visits_are_side_by_side(problem_file: Path, narrow: Path, command: Command) -> None:
    ending = command("compare", problem_file, "default", narrow, *QUICK)

    assert ending.code == 0
    assert "A = default    B = narrow" in ending.out
    for told in ("minutes = 15", "minutes = 5", "不同的规则", "得分", "合计 total", "安排的服务次数 visits made"):
        assert told in ending.out
    # n2 is lost, and with it c2
    assert "不同的服务 Visits that differ" in ending.out
    assert "仅A有 only A" in ending.out
    assert "按B的规则：违反1处（service_circle 1）" in ending.out
    assert "Under A's rules: breaks none" in ending.out


def test_machines_get_the_comparison_as_json(problem_file: Path, narrow: Path, command: Command) -> None:
    ending = command("compare", problem_file, "default", narrow, *QUICK, "--json")

    told = json.loads(ending.out)
    assert ending.code == 0
    assert (told["first"]["figures"]["visits"], told["second"]["figures"]["visits"]) == (2, 1)
    assert told["first"]["clean"] is told["second"]["clean"] is True
    assert [one["need"] for one in told["differences"] if one["kind"] == "removed"] == ["n2"]


def test_the_same_policy_twice_differs_in_nothing(problem_file: Path, command: Command) -> None:
    ending = command("compare", problem_file, "default", "default", *QUICK)

    assert ending.code == 0
    assert "两套规则相同" in ending.out
    assert "Both rosters are the same" in ending.out


@pytest.mark.usefixtures("never_solved")
@pytest.mark.parametrize("policies", [("nowhere.toml", "default"), ("default", "nowhere.toml")])
def test_a_policy_that_is_not_there_is_bad_input_before_the_long_work(
    problem_file: Path, command: Command, policies: tuple[str, str]
) -> None:
    ending = command("compare", problem_file, *policies)

    assert (ending.code, ending.out) == (2, "")
    assert "nowhere.toml: cannot be read" in ending.err


@pytest.mark.usefixtures("never_solved")
def test_pinned_visits_that_one_policy_refuses_are_told_with_its_name_before_the_long_work(
    week: Problem, narrow: Path, tmp_path: Path, command: Command
) -> None:
    pinned = tmp_path / "pinned.json"
    stands = week.revised(published=[published("n2", "09:00", "v1", pinned=True)])
    pinned.write_text(stands.model_dump_json(), encoding="utf-8")

    ending = command("compare", pinned, "default", narrow)

    assert (ending.code, ending.out) == (2, "")
    assert f"{narrow}: The pinned visits contradict the rule service_circle" in ending.err

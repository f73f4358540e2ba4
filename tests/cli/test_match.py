"""`matcher match` names volunteers and starts for one new need, in both languages."""

import json
from pathlib import Path

import pytest

from matcher.domain import Need
from tests.building import need
from tests.cli.conftest import Command


def written(document: Need, folder: Path) -> Path:
    """The need in a file."""
    path = folder / "need.json"
    path.write_text(document.model_dump_json(), encoding="utf-8")
    return path


@pytest.fixture
def need_file(tmp_path: Path) -> Path:
    """An hour of household work for c2 on Monday morning: v1 is free from 10:35 on."""
    return written(need("new", of="c2"), tmp_path)


def test_options_come_with_points_time_volunteers_and_what_they_disturb(
    problem_file: Path, roster_file: Path, need_file: Path, command: Command
) -> None:
    ending = command("match", problem_file, roster_file, need_file)

    # c2 is on the way back: nothing but a stranger's visit and 2·60 − 0 minutes more, far from the limit of the week
    assert ending.code == 0, ending.err
    assert "1个方案 1 option" in ending.out
    assert "-990" in ending.out
    assert "11月23日（周一） Mon 23 Nov" in ending.out
    assert "10:35–11:35" in ending.out
    assert "最迟 latest 10:50" in ending.out
    assert "无 nothing" in ending.out


def test_machines_get_the_same_as_json(
    problem_file: Path, roster_file: Path, need_file: Path, command: Command
) -> None:
    ending = command("match", problem_file, roster_file, need_file, "--json")

    answer = json.loads(ending.out)
    (option,) = answer["options"]
    assert answer["need"] == "new"
    assert option["volunteers"] == ["v1"]
    assert (option["start"], option["latest_start"]) == ("2026-11-23T10:35", "2026-11-23T10:50")
    assert option["points"] == sum(option["by_rule"].values()) == -990
    assert (option["shifts"], option["displaced"]) == ([], [])


def test_a_shifted_start_is_told_with_both_times(
    problem_file: Path, roster_file: Path, tmp_path: Path, command: Command
) -> None:
    short = need("new", of="c2", minutes=30, windows=[{"start": "2026-11-23T10:15", "end": "2026-11-23T10:45"}])

    ending = command("match", problem_file, roster_file, written(short, tmp_path))

    # n2 at the same place from 9:35 would end at 10:35; 20 minutes earlier collides with n1, which moves to 8:10
    assert ending.code == 0, ending.err
    assert "n2" in ending.out
    assert "09:35→09:15" in ending.out
    assert "08:30→08:10" in ending.out


def test_without_options_the_reasons_are_told_chinese_first(
    problem_file: Path, roster_file: Path, tmp_path: Path, command: Command
) -> None:
    ending = command("match", problem_file, roster_file, written(need("new", service="legal"), tmp_path))

    assert ending.code == 0, ending.err
    assert "无法安排 no option" in ending.out
    assert "法律" in ending.out or "legal" in ending.out
    assert "→" in ending.out


def test_a_lower_priority_is_given_up_only_when_asked(
    problem_file: Path, roster_file: Path, tmp_path: Path, command: Command
) -> None:
    urgent = need("new", of="c2", priority="high", windows=[{"start": "2026-11-23T08:30", "end": "2026-11-23T09:30"}])
    need_file = written(urgent, tmp_path)

    kept = command("match", problem_file, roster_file, need_file)
    given_up = command("match", problem_file, roster_file, need_file, "--displace")

    assert "no option" in kept.out
    assert "取消 given up" in given_up.out
    assert "n1（v1）" in given_up.out


def test_another_policy_may_forbid_it(
    problem_file: Path, roster_file: Path, need_file: Path, tmp_path: Path, command: Command
) -> None:
    rested = tmp_path / "rested.toml"
    rested.write_text("[rules.load_limits]\nvisits_per_day = 2\n", encoding="utf-8")

    ending = command("match", problem_file, roster_file, need_file, "--policy", rested)

    assert ending.code == 0, ending.err
    assert "no option" in ending.out


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (need("n1"), "Need n1: the problem has a need of this id already"),
        (need("new", of="c9"), "Need new: cadre names 'c9'"),
        (need("new", minutes=300), "its longest window is 240"),
    ],
    ids=["known", "of nobody", "too long"],
)
def test_a_need_that_cannot_be_is_bad_input(
    new: Need, said: str, problem_file: Path, roster_file: Path, tmp_path: Path, command: Command
) -> None:
    ending = command("match", problem_file, roster_file, written(new, tmp_path))

    assert ending.code == 2
    assert said in ending.err
    assert ending.out == ""
    assert len(ending.err.splitlines()) == 1


def test_a_file_that_is_no_need_is_bad_input(problem_file: Path, roster_file: Path, command: Command) -> None:
    ending = command("match", problem_file, roster_file, roster_file)

    assert ending.code == 2
    assert "roster.json" in ending.err
    assert len(ending.err.splitlines()) == 1

"""`matcher scenario` writes a week that anybody can write again."""

import json
from pathlib import Path

import pytest

import scenarios
from matcher.domain import Problem
from matcher.domain.files import read_document
from tests.cli.conftest import Command


def test_the_same_name_size_and_seed_write_the_same_file(tmp_path: Path, command: Command) -> None:
    files = [tmp_path / name for name in ("a.json", "b.json", "c.json")]

    endings = [
        command("scenario", "station_week", "--size", "small", "--seed", seed, "-o", path)
        for path, seed in zip(files, "112", strict=True)
    ]

    assert [ending.code for ending in endings] == [0, 0, 0]
    first, second, third = (path.read_bytes() for path in files)
    assert first == second
    assert first != third


def test_what_is_written_is_the_scenario_s_problem(tmp_path: Path, command: Command) -> None:
    path = tmp_path / "problem.json"

    ending = command("scenario", "four_pilots", "-o", path)

    assert read_document(Problem, path) == scenarios.get("four_pilots").build()
    assert "28名志愿者，96次服务" in ending.out
    assert "28 volunteers, 96 visits" in ending.out


@pytest.mark.parametrize("output", [[], ["-o", "-"]], ids=["nowhere", "a dash"])
def test_without_a_file_the_problem_goes_to_standard_output(output: list[str], command: Command) -> None:
    ending = command("scenario", "impossible_monday", *output)

    assert Problem.model_validate_json(ending.out) == scenarios.get("impossible_monday").build()
    assert len(ending.err.splitlines()) == 1


def test_the_list_tells_every_name_size_and_story(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.cli.terminal.WIDTH_OF_A_PIPE", 1000)

    ending = command("scenario", "--list")

    assert ending.code == 0
    for name, scenario in scenarios.catalogue().items():
        assert name in ending.out
        assert all(size in ending.out for size in scenario.sizes)
        assert scenario.story.zh in ending.out
        assert scenario.story.en in ending.out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["four_pilot"], "did you mean 'four_pilots'?"),
        (["xyzzy"], "expected one of city_week"),
        (["station_week", "--size", "smal"], "did you mean 'small'?"),
        (["station_week", "--size", "9"], "expected one of small"),
    ],
    ids=" ".join,
)
def test_an_unknown_name_or_size_gets_the_nearest(
    typed: list[str], said: str, tmp_path: Path, command: Command
) -> None:
    path = tmp_path / "problem.json"

    ending = command("scenario", *typed, "-o", path)

    assert ending.code == 2
    assert said in ending.err
    assert len(ending.err.splitlines()) == 1
    assert not path.exists()


def test_a_scenario_with_rules_of_its_own_names_them(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The published instance is not here to be read: a tiny one of its format is.
    instance = ["2 1 1 1", "1 1 1 0 0", "1 1 8", "0", "1 0 0 0 0"]
    (tmp_path / "0106-5-40-4-0.txt").write_text("\n".join(instance), encoding="ascii")
    monkeypatch.setenv("FOUR_NEARBY_PHCP", str(tmp_path))

    ending = command("scenario", "phcp", "-o", tmp_path / "problem.json")

    assert ending.code == 0, ending.err
    assert "--policy phcp" in ending.out


def test_a_folder_without_instances_is_named(tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOUR_NEARBY_PHCP", str(tmp_path))

    ending = command("scenario", "phcp", "-o", tmp_path / "problem.json")

    assert ending.code == 2
    assert "FOUR_NEARBY_PHCP" in ending.err
    assert not (tmp_path / "problem.json").exists()


def test_the_problem_is_written_in_utf_8(command: Command) -> None:
    ending = command("scenario", "four_pilots")

    assert "柳星社区" in ending.out
    assert json.loads(ending.out)["stations"][0]["name"].startswith("柳星")

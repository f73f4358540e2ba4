"""`matcher solve` writes a roster that the audit finds clean, or says in one sentence why it does not."""

import json
from pathlib import Path
from typing import Any

import pytest

import matcher.solve
from matcher.domain import BadInput, InternalError, Problem, Roster
from matcher.domain.files import read_document
from tests.cli.conftest import Command

QUICK = ("--moves", "2000", "--workers", "1")


@pytest.fixture
def never_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The long work must not begin."""

    def solve(*_: Any, **__: Any) -> Roster:
        raise AssertionError("the long work began")

    monkeypatch.setattr(matcher.solve, "solve", solve)


def test_a_roster_is_written_that_the_audit_finds_clean(problem_file: Path, tmp_path: Path, command: Command) -> None:
    output = tmp_path / "out.json"

    solved = command("solve", problem_file, *QUICK, "-o", output)
    audited = command("audit", problem_file, output)

    roster = read_document(Roster, output)
    assert (solved.code, audited.code) == (0, 0), solved.err + audited.out
    assert {visit.need for visit in roster.visits} == {"n1", "n2"}
    assert [unmet.need for unmet in roster.unmet or ()] == ["n3"]
    assert "2/3次服务" in solved.out
    assert "2 of 3 visits" in solved.out


@pytest.mark.parametrize("output", [[], ["-o", "-"]], ids=["nowhere", "a dash"])
def test_without_a_file_the_roster_goes_to_standard_output(
    output: list[str], problem_file: Path, command: Command
) -> None:
    ending = command("solve", problem_file, *QUICK, *output)

    assert ending.code == 0
    assert len(Roster.model_validate_json(ending.out).visits) == 2
    assert "2 of 3 visits" in ending.err


def test_the_same_moves_and_seed_give_the_same_bytes(problem_file: Path, command: Command) -> None:
    first, second = (command("solve", problem_file, *QUICK, "--seed", "7").out for _ in range(2))

    assert first == second
    assert Roster.model_validate_json(first).seed == 7


def test_machines_get_the_summary_as_json(problem_file: Path, tmp_path: Path, command: Command) -> None:
    output = tmp_path / "out.json"

    ending = command("solve", problem_file, *QUICK, "-o", output, "--json")

    summary, roster = json.loads(ending.out), read_document(Roster, output)
    assert roster.score is not None
    assert summary == {
        "status": roster.status,
        "policy": "default",
        "seed": 0,
        "seconds": roster.seconds,
        "score": roster.score.model_dump(),
        "bound": roster.bound,
        "gap": roster.gap,
        "visits": 2,
        "visits_wanted": 3,
        "visits_missing": 1,
    }


def test_a_policy_file_changes_what_may_be_served(problem_file: Path, tmp_path: Path, command: Command) -> None:
    strict, output = tmp_path / "strict.toml", tmp_path / "out.json"
    strict.write_text("[rules.service_circle]\nminutes = 5\n", encoding="utf-8")  # c2 lives 6 minutes away

    ending = command("solve", problem_file, *QUICK, "--policy", strict, "-o", output)

    roster = read_document(Roster, output)
    assert ending.code == 0
    assert roster.policy == "strict"
    assert [visit.need for visit in roster.visits] == ["n1"]


def test_a_policy_that_comes_along_is_named_by_a_word(problem_file: Path, command: Command) -> None:
    ending = command("solve", problem_file, *QUICK, "--policy", "phcp")

    assert Roster.model_validate_json(ending.out).policy == "phcp"


def test_a_page_and_a_workbook_are_written_too(problem_file: Path, tmp_path: Path, command: Command) -> None:
    page, workbook = tmp_path / "board.html", tmp_path / "board.xlsx"

    ending = command("solve", problem_file, *QUICK, "-o", tmp_path / "out.json", "--html", page, "--xlsx", workbook)

    assert ending.code == 0, ending.err
    assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert workbook.read_bytes().startswith(b"PK")


@pytest.mark.usefixtures("never_solved")
@pytest.mark.parametrize("option", ["-o", "--html", "--xlsx"])
@pytest.mark.parametrize("place", ["nowhere/out", "problem.json", "."])
def test_a_place_that_cannot_be_written_is_refused_before_the_work_begins(
    option: str, place: str, problem_file: Path, tmp_path: Path, command: Command
) -> None:
    ending = command("solve", problem_file, option, tmp_path / place)

    assert ending.code == 2
    assert len(ending.err.splitlines()) == 1
    assert str(tmp_path) in ending.err
    assert [path.name for path in tmp_path.iterdir()] == ["problem.json"]


@pytest.mark.usefixtures("never_solved")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--json"], "expected a file for the roster"),
        (["--policy", "defautl"], "did you mean 'default'"),
        (["--policy", "nowhere.toml"], "nowhere.toml: cannot be read"),
        (["-o", "same.json", "--html", "same.json"], "is named for another result"),
    ],
)
def test_options_that_do_not_fit_are_refused_in_one_sentence(
    options: list[str], said: str, problem_file: Path, command: Command
) -> None:
    ending = command("solve", problem_file, *options)

    assert ending.code == 2
    assert said in ending.err
    assert len(ending.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadInput("Need n1: is what it is, expected otherwise"), 2),
        (InternalError("The engine counts 5 points, the audit 6."), 3),
    ],
)
def test_an_error_is_one_sentence_and_nothing_is_written(
    error: Exception, code: int, problem_file: Path, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def solve(*_: Any, **__: Any) -> Roster:
        raise error

    monkeypatch.setattr(matcher.solve, "solve", solve)

    ending = command("solve", problem_file, "-o", tmp_path / "out.json")

    assert ending.code == code
    assert str(error) in ending.err
    assert len(ending.err.splitlines()) == 1
    assert not (tmp_path / "out.json").exists()


def test_a_second_ctrl_c_aborts_and_nothing_is_written(
    problem_file: Path, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def solve(*_: Any, **__: Any) -> Roster:
        raise KeyboardInterrupt

    monkeypatch.setattr(matcher.solve, "solve", solve)

    ending = command("solve", problem_file, "-o", tmp_path / "out.json")

    assert ending.code == 130
    assert ending.err == "已中止。 Aborted.\n"
    assert not (tmp_path / "out.json").exists()


def test_a_log_gets_one_line_of_progress(problem_file: Path, tmp_path: Path, command: Command) -> None:
    ending = command("solve", problem_file, *QUICK, "-o", tmp_path / "out.json")

    assert len(ending.err.splitlines()) == 1
    assert "求解中" in ending.err


def test_hostile_names_reach_neither_terminal_nor_files_unescaped(
    week: Problem, tmp_path: Path, command: Command
) -> None:
    path, page = tmp_path / "problem.json", tmp_path / "board.html"
    cadres = [cadre.revised(name="\x1b[31m<script>alert(1)</script>") for cadre in week.cadres]
    path.write_text(week.revised(cadres=cadres).model_dump_json(), encoding="utf-8")

    ending = command("solve", path, *QUICK, "--html", page)

    assert ending.code == 0
    assert "\x1b" not in ending.out + ending.err
    assert "<script>alert" not in page.read_text(encoding="utf-8")

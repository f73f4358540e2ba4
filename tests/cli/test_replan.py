"""`matcher replan` writes a repaired roster, says what it changed, or in one sentence why it can't."""

import json
from pathlib import Path
from typing import Any

import pytest

import matcher.replan
from matcher.domain import Problem, Roster
from matcher.domain.files import read_document
from matcher.replan import Replan
from tests.building import volunteer
from tests.cli.conftest import Command

QUICK = ("--moves", "300", "--workers", "1")


@pytest.fixture
def with_another(week: Problem, problem_file: Path) -> Path:
    """The week with a second volunteer in its file."""
    problem_file.write_text(
        week.revised(volunteers=[*week.volunteers, volunteer("v2")]).model_dump_json(), encoding="utf-8"
    )
    return problem_file


@pytest.fixture
def never_repaired(monkeypatch: pytest.MonkeyPatch) -> None:
    """The long work must not begin."""

    def replan(*_: Any, **__: Any) -> Replan:
        raise AssertionError("the long work began")

    monkeypatch.setattr(matcher.replan, "replan", replan)


def test_the_repair_is_clean_under_the_problem_that_is_written_beside_it(
    with_another: Path, roster_file: Path, tmp_path: Path, command: Command
) -> None:
    output, changed = tmp_path / "out.json", tmp_path / "changed.json"

    done = command(
        "replan", with_another, roster_file, "--drop-volunteer", "v1", *QUICK, "-o", output, "--problem-out", changed
    )
    audited = command("audit", changed, output)

    assert (done.code, audited.code) == (0, 0), done.err + audited.out
    assert "--problem-out" not in done.err
    assert {one.volunteers for one in read_document(Roster, output).visits} == {("v2",)}
    assert read_document(Problem, changed).volunteer_by_id["v1"].availability == ()


def test_what_changed_is_told_chinese_first(
    with_another: Path, roster_file: Path, tmp_path: Path, command: Command
) -> None:
    ending = command("replan", with_another, roster_file, "--drop-volunteer", "v1", *QUICK, "-o", tmp_path / "out.json")

    for told in ("换人 other volunteers", "变更前", "Repaired", "11月23日（周一） Mon 23 Nov", "08:30–09:30 v1"):
        assert told in ending.out
    assert ending.out.index("改动2次服务，其中2次") < ending.out.index("2 visits differ, 2 of them inevitably")


def test_a_cancelled_visit_is_told_as_removed(
    problem_file: Path, roster_file: Path, tmp_path: Path, command: Command
) -> None:
    output = tmp_path / "out.json"

    ending = command("replan", problem_file, roster_file, "--drop-visit", "n2@2026-11-23", *QUICK, "-o", output)

    assert "取消 removed" in ending.out
    assert [one.need for one in read_document(Roster, output).visits] == ["n1"]


def test_a_roster_that_needs_no_repair_stays_as_it_is(
    problem_file: Path, roster_file: Path, tmp_path: Path, command: Command
) -> None:
    output = tmp_path / "out.json"

    ending = command("replan", problem_file, roster_file, "--from", "2026-11-23T08:00", *QUICK, "-o", output)

    assert "排班无需改动" in ending.out
    assert "审核须用变更后的问题" in ending.err
    assert read_document(Roster, output).visits == read_document(Roster, roster_file).visits


def test_both_may_be_dropped_more_than_once(
    with_another: Path, roster_file: Path, tmp_path: Path, command: Command
) -> None:
    output = tmp_path / "out.json"
    drops = ["--drop-volunteer", "v1", "--drop-volunteer", "v2", "--drop-visit", "n1@2026-11-23"]

    command("replan", with_another, roster_file, *drops, "--drop-visit", "n2@2026-11-23", *QUICK, "-o", output)

    # n1 and n2 are gone with their only visits; n3 is what nobody offers
    roster = read_document(Roster, output)
    assert roster.visits == ()
    assert [unmet.need for unmet in roster.unmet or ()] == ["n3"]


def test_machines_get_figures_and_differences_as_json(
    problem_file: Path, roster_file: Path, tmp_path: Path, command: Command
) -> None:
    ending = command(
        "replan",
        problem_file,
        roster_file,
        "--drop-visit",
        "n2@2026-11-23",
        *QUICK,
        "-o",
        tmp_path / "o.json",
        "--json",
    )

    # before: n3 missing 1000, two strangers 20, ways 5 + 1 + 6; c2 is visited for n2. Then n2 is gone: n3 1000, c2 without
    # any visit 800, one stranger 10, ways 5 + 5
    summary = json.loads(ending.out)
    assert summary["figures"]["before"] == {"points": 1032, "points_of_changes": 0, "visits_missing": 1}
    assert summary["figures"]["repaired"] == {"points": 1820, "points_of_changes": 0, "visits_missing": 1}
    assert summary["differences"] == [
        {"kind": "removed", "need": "n2", "before": {"start": "2026-11-23T09:35", "volunteers": ["v1"]}, "after": None}
    ]


def test_without_a_file_the_roster_goes_to_standard_output(
    problem_file: Path, roster_file: Path, command: Command
) -> None:
    ending = command("replan", problem_file, roster_file, *QUICK)

    assert len(Roster.model_validate_json(ending.out).visits) == 2
    assert "排班无需改动" in ending.err


@pytest.mark.usefixtures("never_repaired")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--drop-visit", "n1"], "--drop-visit 'n1' names no date, expected NEED@DATE such as n1@2026-11-24"),
        (["--drop-visit", "n1@monday"], "expected NEED@DATE"),
        (["--from", "tuesday"], "tuesday"),
        (["--json"], "expected a file for the roster"),
        (["-o", "same.json", "--problem-out", "same.json"], "is named for another result"),
        (["--policy", "defautl"], "did you mean 'default'"),
    ],
)
def test_options_that_do_not_fit_are_refused_in_one_sentence(
    options: list[str], said: str, problem_file: Path, roster_file: Path, command: Command
) -> None:
    ending = command("replan", problem_file, roster_file, *options)

    assert ending.code == 2
    assert said in ending.err
    assert len(ending.err.splitlines()) == 1


def test_an_unknown_volunteer_is_answered_with_the_nearest(
    problem_file: Path, roster_file: Path, command: Command
) -> None:
    ending = command("replan", problem_file, roster_file, "--drop-volunteer", "v11")

    assert ending.code == 2
    assert ending.err == "matcher: The problem has no volunteer 'v11', did you mean 'v1'?\n"

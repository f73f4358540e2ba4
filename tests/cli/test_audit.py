"""`matcher audit` says what is wrong with any roster, and ends by 0 or 1."""

import json
from pathlib import Path

from matcher.domain import Problem, Roster, Score
from tests.cli.conftest import Command


def test_a_roster_that_breaks_no_rule_is_clean(problem_file: Path, roster_file: Path, command: Command) -> None:
    ending = command("audit", problem_file, roster_file)

    assert ending.code == 0
    assert "审核通过" in ending.out
    assert "Clean" in ending.out
    # n3 lacks its ordinary visit: 1000. c2 has another one. Ways: 5 + 1 + 6.
    assert "unmet_visit" in ending.out
    assert "1000" in ending.out
    assert "unserved_cadre" not in ending.out


def test_every_broken_rule_is_named_in_both_languages(problem_file: Path, tmp_path: Path, command: Command) -> None:
    visit = {"need": "n3", "start": "2026-11-23T08:30", "end": "2026-11-23T09:30", "volunteers": ["v1"]}
    made = tmp_path / "made.json"
    made.write_text(json.dumps({"visits": [visit]}), encoding="utf-8")

    ending = command("audit", problem_file, made)

    assert ending.code == 1
    assert "✗ service_match" in ending.out
    assert "审核不通过" in ending.out
    assert "Not clean: 1 violation" in ending.out


def test_a_score_that_is_not_true_is_a_finding(
    problem_file: Path, by_hand: Roster, tmp_path: Path, command: Command
) -> None:
    boasting = tmp_path / "boasting.json"
    boasting.write_text(by_hand.revised(score=Score(total=0, by_rule={})).model_dump_json(), encoding="utf-8")

    ending = command("audit", problem_file, boasting)

    assert ending.code == 1
    assert "✗ score" in ending.out


def test_machines_get_the_report_as_json(problem_file: Path, roster_file: Path, command: Command) -> None:
    ending = command("audit", problem_file, roster_file, "--json")

    report = json.loads(ending.out)
    assert ending.code == 0
    assert report["clean"] is True
    assert report["score"]["by_rule"]["travel"] == 12


def test_another_policy_judges_otherwise(
    problem_file: Path, roster_file: Path, tmp_path: Path, command: Command
) -> None:
    strict = tmp_path / "strict.toml"
    strict.write_text("[rules.service_circle]\nminutes = 5\n", encoding="utf-8")  # c2 lives 6 minutes away

    ending = command("audit", problem_file, roster_file, "--policy", strict)

    assert ending.code == 1
    assert "✗ service_circle" in ending.out


def test_a_roster_of_another_problem_is_bad_input(problem_file: Path, tmp_path: Path, command: Command) -> None:
    visit = {"need": "n9", "start": "2026-11-23T08:30", "end": "2026-11-23T09:30", "volunteers": ["v1"]}
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"visits": [visit]}), encoding="utf-8")

    ending = command("audit", problem_file, other)

    assert ending.code == 2
    assert "n9" in ending.err
    assert ending.out == ""


def test_ids_are_shown_as_they_are_written(week: Problem, tmp_path: Path, command: Command) -> None:
    hostile = "[red]=1+1[/red]"
    problem_file, roster_file = tmp_path / "problem.json", tmp_path / "roster.json"
    problem_file.write_text(week.model_dump_json().replace('"n3"', json.dumps(hostile)), encoding="utf-8")
    visit = {"need": hostile, "start": "2026-11-23T08:30", "end": "2026-11-23T09:30", "volunteers": ["v1"]}
    roster_file.write_text(json.dumps({"visits": [visit]}), encoding="utf-8")

    ending = command("audit", problem_file, roster_file)

    assert ending.code == 1
    assert hostile in ending.out
    assert "\x1b" not in ending.out


def test_what_is_overridden_is_shown_with_its_reason_and_the_roster_is_clean(
    problem_file: Path, tmp_path: Path, command: Command
) -> None:
    lenient, made = tmp_path / "lenient.toml", tmp_path / "made.json"
    lenient.write_text("[rules.service_match]\noverridable = true\n", encoding="utf-8")
    override = {"rule": "service_match", "reason": "是退休律师 a retired lawyer"}
    visit = {"need": "n3", "start": "2026-11-23T08:30", "end": "2026-11-23T09:30", "volunteers": ["v1"]}
    made.write_text(json.dumps({"visits": [visit | {"overrides": [override]}]}), encoding="utf-8")

    ending = command("audit", problem_file, made, "--policy", lenient)
    under_default = command("audit", problem_file, made)

    assert ending.code == 0
    assert "○ service_match 已作例外 overridden" in ending.out
    assert "理由 Reason: 是退休律师 a retired lawyer" in ending.out
    assert "审核通过：除1处已说明理由的例外" in ending.out
    assert under_default.code == 1
    assert "✗ service_match" in under_default.out
    assert "the policy does not mark this rule overridable" in under_default.out

"""`matcher demo` solves the four pilot stations' week and shows it in both languages."""

from pathlib import Path

import pytest

import scenarios
from matcher.audit import audit
from matcher.domain import Problem, Roster
from matcher.domain.files import read_document
from matcher.policy import default_policy
from tests.cli.conftest import Command, Ending

FILES = ["problem.json", "roster.html", "roster.json", "roster.xlsx"]


@pytest.fixture
def shown(tmp_path: Path, command: Command) -> Ending:
    """A short demonstration."""
    return command("demo", "--seconds", "5", "--out", tmp_path / "new" / "demo")


def test_the_week_is_solved_written_and_shown(shown: Ending, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "demo"

    problem = read_document(Problem, folder / "problem.json")
    roster = read_document(Roster, folder / "roster.json")

    assert shown.code == 0, shown.err
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert problem == scenarios.get("four_pilots").build()
    assert audit(problem, roster, default_policy()).clean
    assert len(shown.err.splitlines()) == 1
    # every date with visits has its table, every visit its line
    for day in {visit.start.date() for visit in roster.visits}:
        assert f"{day.month}月{day.day}日" in shown.out
    for visit in roster.visits:
        assert f"{visit.start:%H:%M}–{visit.end:%H:%M}" in shown.out
    # what is missing has its reasons in both languages
    for unmet in roster.unmet or ():
        assert f"\n{unmet.need}：" in shown.out
        assert unmet.reasons
        for reason in unmet.reasons:
            assert reason.zh in shown.out
            assert reason.en in shown.out
    # score by rule, and the gap in words
    assert roster.score is not None
    for rule, points in roster.score.by_rule.items():
        assert (rule in shown.out) == (points > 0)
    assert f"{roster.score.total}分" in shown.out
    assert "任何排班都" in shown.out or "已证明" in shown.out
    assert all(str(folder / name) in shown.out for name in FILES)


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--size", "huge"], "expected one of normal, large"), (["--out", "file"], "cannot be written")],
)
def test_what_cannot_be_shown_is_refused_in_one_sentence(
    options: list[str], said: str, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")

    ending = command("demo", *options)

    assert ending.code == 2
    assert said in ending.err
    assert len(ending.err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]

"""Typing a command, and the small week that most commands are tried on."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from matcher.cli import main
from matcher.domain import Problem, Roster
from tests.building import cadre, need, problem, roster, visit, volunteer


class Ending(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Command = Callable[..., Ending]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """`command("audit", problem_file, …)` types `matcher audit …`."""

    def type_it(*arguments: str | Path) -> Ending:
        monkeypatch.setattr(sys, "argv", ["matcher", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return Ending(int(left.value.code or 0), said.out, said.err)

    return type_it


@pytest.fixture
def week() -> Problem:
    """Two household visits that v1 can make, and a legal one that nobody offers."""
    return problem(
        needs=[need("n1", of="c1"), need("n2", of="c2"), need("n3", of="c2", service="legal")],
        volunteers=[volunteer("v1")],
        cadres=[cadre("c1", where=5), cadre("c2", where=6)],
    )


@pytest.fixture
def by_hand() -> Roster:
    """Both household visits, one after the other: 5 minutes to c1, 1 from c1 to c2, 6 back to the base."""
    return roster(visit("n1", "08:30", "v1"), visit("n2", "09:35", "v1"))


@pytest.fixture
def problem_file(week: Problem, tmp_path: Path) -> Path:
    """The week in a file."""
    path = tmp_path / "problem.json"
    path.write_text(week.model_dump_json(), encoding="utf-8")
    return path


@pytest.fixture
def roster_file(by_hand: Roster, tmp_path: Path) -> Path:
    """The roster in a file."""
    path = tmp_path / "roster.json"
    path.write_text(by_hand.model_dump_json(), encoding="utf-8")
    return path

"""Long work is watched on standard error."""

import io

import pytest

from matcher.cli.watching import state, watching
from matcher.engine.progress import Progress

EARLY = Progress(seconds=1.0, points=2500, unmet=2, bound=900, moves_per_second=12345.6)
LATE = Progress(seconds=9.0, points=1100, unmet=1, bound=1000, moves_per_second=23456.7)


class Terminal(io.StringIO):
    """A standard error that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_the_state_names_points_missing_visits_bound_and_speed() -> None:
    assert state(EARLY) == "得分 points 2500 · 缺 unmet 2 · 下界 bound 900 · 12,346 moves/s"


def test_a_log_gets_one_line_however_much_news_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with watching(10) as listener:
        listener(EARLY)
        listener(LATE)

    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "10" in told
    assert state(EARLY) in told


def test_a_log_gets_no_line_before_there_is_news(capsys: pytest.CaptureFixture[str]) -> None:
    with watching(10):
        pass

    assert capsys.readouterr().err == ""


def test_a_terminal_shows_the_latest_state(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")

    with watching(10) as listener:
        listener(EARLY)
        listener(LATE)

    assert state(LATE) in terminal.getvalue()

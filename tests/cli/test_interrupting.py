"""Ctrl-C keeps the best so far; a second one aborts."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import scenarios
from matcher.cli.interrupting import interruptible
from matcher.domain import Roster
from matcher.domain.files import read_document, write_document

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another signal there")


def test_the_first_ctrl_c_sets_the_event_and_the_second_aborts(capfd: pytest.CaptureFixture[str]) -> None:
    with interruptible() as stop:
        signal.raise_signal(signal.SIGINT)
        stopped = stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert stopped
    assert "best so far" in capfd.readouterr().err


def test_afterwards_ctrl_c_is_what_it_was_before() -> None:
    before = signal.getsignal(signal.SIGINT)

    with interruptible() as stop:
        during = signal.getsignal(signal.SIGINT)

    assert not stop.is_set()
    assert during is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_another_thread_is_left_in_peace() -> None:
    said: list[bool] = []

    def work() -> None:
        with interruptible() as stop:
            said.append(stop.is_set())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert said == [False]


def test_solve_writes_the_best_so_far(tmp_path: Path) -> None:
    problem, roster = tmp_path / "problem.json", tmp_path / "roster.json"
    write_document(scenarios.get("station_week").build(), problem)
    line = [sys.executable, "-c", "from matcher.cli import main; main()"]
    words = ["solve", str(problem), "--seconds", "300", "-o", str(roster)]

    with subprocess.Popen(
        [*line, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        begun = run.stderr.readline()  # the search has begun when it tells of its first roster
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=300)

    assert "300" in begun
    assert run.returncode == 0, err
    assert read_document(Roster, roster).status == "cancelled"
    assert "提前停止" in out

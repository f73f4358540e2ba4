"""Workers dive once each; where time is short one does, for whom all price volunteers."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from matcher.engine import divers
from matcher.engine.clock import Clock
from matcher.engine.divers import Divers
from matcher.engine.progress import Budget


class Run:
    """What divers of two workers tell; the second is the first to dive."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, seconds: float, *, far: bool = True) -> None:
        self.mended: list[Any] = []
        self.alone: list[bool] = []
        self.meet: list[bool] = []
        monkeypatch.setattr(divers, "rough_plans", self._plans)
        points = SimpleNamespace(points=1_000)
        clock = Clock(Budget.of(seconds))
        self.divers = Divers(clock, 2, 1, lambda: points, lambda: 0, lambda: far, self.mended.append)
        self.divers.invite(SimpleNamespace(diver=self._diver), None)  # type: ignore[arg-type]

    def _diver(self, *, alone: bool, meets: bool) -> None:
        self.alone.append(alone)
        self.meet.append(meets)

    def _plans(self, number: int, *_: Any, all_the_way: bool) -> Iterator[tuple[int, bool] | None]:
        yield None
        yield number, all_the_way


def test_all_dive_once(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(monkeypatch, 600)

    assert not run.divers.alone
    for worker in (0, 1, 0, 1):
        run.divers.dive(worker)

    assert run.alone == [False, False]
    assert run.meet == [True, False], "one of them knows of meetings"
    assert run.mended == [(1, False), (0, False)]


def test_one_dives_all_the_way_where_time_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(monkeypatch, 20)

    run.divers.dive(0)
    assert run.mended == []
    assert run.divers.alone
    run.divers.dive(1)

    assert run.alone == [True]
    assert run.meet == [False]
    assert run.mended == [(0, True)]
    assert not run.divers.alone


def test_nobody_dives_where_the_bound_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(monkeypatch, 600, far=False)

    run.divers.dive(1)

    assert run.alone == run.mended == []

"""Two coordinators work on one roster, each on what they saw last: no change is lost, and nobody is booked twice."""

from itertools import count
from pathlib import Path
from shutil import copyfile

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from api import clock
from api.application import create_app
from api.logs import Level
from tests.api.conftest import authorise, settings_for
from tests.api.offers.office import FRIDAY_BEFORE, world_time
from tests.api.reliability.two_coordinators import TwoCoordinators

WEEKS, STEPS = 20, 50
"""A thousand steps in all."""


@pytest.fixture
def app(tmp_path: Path, shaped_file: Path, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """A service on a fresh SQLite file, whose clock stands at the Friday before."""
    monkeypatch.setattr(clock, "world_now", lambda: world_time(FRIDAY_BEFORE))
    copyfile(shaped_file, tmp_path / "service.sqlite")
    settings = settings_for(f"sqlite:///{tmp_path / 'service.sqlite'}", tmp_path)
    return create_app(settings.model_copy(update={"requests_per_minute": 1_000_000, "log_level": Level.ERROR}))


def test_no_change_is_lost_and_nobody_is_booked_twice(app: FastAPI) -> None:
    weeks = count()
    with TestClient(app) as watching:
        clients = [watching, TestClient(app), TestClient(app)]
        for client in clients:
            authorise(client)
            client.event_hooks["request"] = []  # they need no names; telling a purpose would be recorded each time

        run_state_machine_as_test(
            lambda: TwoCoordinators(watching, clients[1:], next(weeks)),
            settings=settings(
                max_examples=WEEKS,
                stateful_step_count=STEPS,
                phases=[Phase.generate],
                deadline=None,
                derandomize=True,
                database=None,
            ),
        )

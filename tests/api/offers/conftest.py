"""An office at work, and a clock on the wall that tests set."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import pytest
from fastapi.testclient import TestClient

from api import clock
from matcher.domain import Roster
from tests.api.offers.office import FRIDAY_BEFORE, ROSTER, Office, SetClock, world_time
from tests.building import MONDAY


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Sets what the clocks on the walls show; first the Friday before, three in the afternoon."""

    def set_to(local: datetime) -> None:
        monkeypatch.setattr(clock, "world_now", lambda: world_time(local))

    set_to(FRIDAY_BEFORE)
    return set_to


@pytest.fixture
def office(client: TestClient, set_clock: SetClock) -> Office:
    """With the tiny week, not yet published."""
    return Office(client)


@pytest.fixture
def published(office: Office) -> Office:
    """With the tiny week, published on Friday."""
    assert office.publish().status_code == 200
    return office


@pytest.fixture
def another_week(client: TestClient, set_clock: SetClock) -> Callable[[], Office]:
    """An office on the same database, each time with the tiny roster in the week after the last one."""
    Office(client)
    weeks = count(1)

    def office() -> Office:
        days = timedelta(days=7 * next(weeks))
        moved = [one.revised(start=one.start + days, end=one.end + days) for one in ROSTER.visits]
        return Office(client, Roster(visits=moved), filled=True, monday=MONDAY + days)

    return office

"""Nobody asks more often than they may, and nobody tries secret addresses one after the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from api.application import create_app
from api.authority import Role
from api.errors import Busy
from api.identity import rates
from api.identity.rates import Rate, Rates, holder_of
from api.identity.tokens import new_token
from api.settings import Settings
from tests.api.conftest import authorise


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_a_minute_s_worth_comes_at_once_and_back_evenly() -> None:
    clock = Clock()
    rate = Rate(4, clock)

    at_once = [rate.take("wei") for _ in range(5)]
    clock.seconds += 15  # one of four a minute is back after a quarter of it
    later = [rate.take("wei"), rate.take("wei")]
    clock.seconds += 60
    after_a_minute = [rate.take("wei") for _ in range(5)]

    assert at_once == [0, 0, 0, 0, 15]
    assert later == [0, 15]
    assert after_a_minute == [0, 0, 0, 0, 15]


def test_one_s_haste_is_not_another_s() -> None:
    rate = Rate(1, Clock())

    assert (rate.take("wei"), rate.take("lan"), rate.wait("wei"), rate.wait("nobody")) == (0, 0, 60, 0)


@settings(derandomize=True, max_examples=200)
@given(a_minute=st.integers(1, 5000), pauses=st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=80))
def test_in_no_minute_is_more_taken_than_two_minutes_worth_and_who_waits_as_told_is_let_in(
    a_minute: int, pauses: list[float]
) -> None:
    clock = Clock()
    rate, taken = Rate(a_minute, clock), []

    for pause in pauses:
        clock.seconds += pause
        wait = rate.take("wei")
        if wait:
            clock.seconds += wait
            assert rate.take("wei") == 0
        taken.append(clock.seconds)

    # a full bucket at the beginning, and what comes back meanwhile
    for first in taken:
        assert sum(first <= one < first + 60 for one in taken) <= 2 * a_minute


def test_names_are_forgotten_beyond_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "MOST_NAMES", 3)
    rate = Rate(1, Clock())

    for name in ("a", "b", "c", "d"):
        rate.take(name)

    assert [rate.wait(name) > 0 for name in ("a", "b", "c", "d")] == [False, True, True, True]


def test_what_takes_long_has_a_rate_of_its_own() -> None:
    clock = Clock()
    both = Rates(requests=3, large=1, guesses=1, clock=clock)

    both.ask("wei", large=True)
    with pytest.raises(Busy) as refused:
        both.ask("wei", large=True)
    both.ask("wei", large=False)

    assert refused.value.more == {"retry_after": 60}


@pytest.mark.parametrize(
    ("address", "holder"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_whose_an_address_is(address: str, holder: str) -> None:
    assert holder_of(address) == holder


@pytest.fixture
def hasty(database_url: str, tmp_path: Path) -> Iterator[TestClient]:
    """A service that lets everybody ask five times a minute, and guess twice."""
    limits = {"requests_per_minute": 5, "large_requests_per_minute": 2, "guesses_per_minute": 2}
    app = create_app(Settings(database_url=database_url, key_file=tmp_path / "service.keys", worker=False, **limits))  # type: ignore[arg-type]
    with TestClient(app) as client:
        yield client


def test_a_hasty_key_hears_when_to_come_again_while_others_are_answered(hasty: TestClient) -> None:
    authorise(hasty)
    answers = [hasty.get("/v1/stations") for _ in range(6)]
    authorise(hasty, Role.CITY)
    other = hasty.get("/v1/stations")
    large = [hasty.get("/v1/reports/catalogue").status_code for _ in range(3)]

    assert [one.status_code for one in answers] == [200] * 5 + [429]
    assert answers[5].json()["code"] == "ASKED_TOO_OFTEN"
    assert 1 <= int(answers[5].headers["Retry-After"]) <= 12  # five a minute: one comes back in 12 s
    assert other.status_code == 200
    assert large[2] == 429


@pytest.mark.parametrize("path", ["/ical/{}.ics", "/v1/offers/by-token/{}"])
def test_who_guesses_at_secret_addresses_is_stopped_and_nobody_else_is(hasty: TestClient, path: str) -> None:
    guesses = [hasty.get(path.format(new_token())) for _ in range(4)]
    elsewhere = TestClient(hasty.app, client=("192.0.2.9", 1)).get(path.format(new_token()))
    health = hasty.get("/v1/health")
    authorise(hasty)
    by_key = hasty.get("/v1/stations")

    assert [one.status_code for one in guesses] == [404, 404, 429, 429]
    assert guesses[2].json()["code"] == "TOO_MANY_GUESSES"
    assert int(guesses[2].headers["Retry-After"]) <= 30  # two a minute
    assert (elsewhere.status_code, health.status_code, by_key.status_code) == (404, 200, 200)


def test_passwords_tried_for_one_name_after_another_are_guesses_too(hasty: TestClient) -> None:
    answers = [
        hasty.post(
            "/v1/session", json={"username": f"u{number}", "password": "wrong"}, headers={"Origin": "http://testserver"}
        )
        for number in range(3)
    ]

    assert [one.status_code for one in answers] == [401, 401, 429]

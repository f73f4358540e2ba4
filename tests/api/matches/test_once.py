"""A call over a bad line: done once, and told the same again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import func, select

from api.tables.needs import Need
from api.tables.requests import AnsweredCall, MatchRequest
from api.web import idempotency
from tests.api.matches.conftest import Open, Street
from tests.building import cadre, problem

HOMES = [cadre("c1", 2), cadre("c2", 4)]
KEY = {"Idempotency-Key": "a-random-text-1"}


def number(place: Street, table: type) -> int:
    with place.database.reading() as session:
        return int(session.exec(select(func.count()).select_from(table)).one())


def test_the_same_call_is_told_the_same_answer_and_done_once(street: Open) -> None:
    place = street(problem(cadres=HOMES))

    first, second = place.call(headers=KEY), place.call(headers=KEY)

    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert first.headers["Location"] == second.headers["Location"]
    assert (first.headers.get("Idempotency-Replayed"), second.headers["Idempotency-Replayed"]) == (None, "true")
    assert number(place, MatchRequest) == 1


def test_another_call_with_the_same_key_is_refused(street: Open) -> None:
    place = street(problem(cadres=HOMES))
    place.call(headers=KEY)

    other = place.call(headers=KEY, minutes=30)

    assert (other.status_code, other.json()["code"]) == (422, "KEY_USED")
    assert number(place, MatchRequest) == 1


def test_without_a_key_every_call_is_another(street: Open) -> None:
    place = street(problem(cadres=HOMES))

    place.call()
    place.call()

    assert (number(place, MatchRequest), number(place, AnsweredCall)) == (2, 0)


def test_two_that_come_at_once_take_an_option_once(street: Open) -> None:
    place = street(problem(cadres=HOMES))
    match = place.match()
    needs = number(place, Need)

    with ThreadPoolExecutor(4) as both:
        taken = list(both.map(lambda _: place.take(match, **KEY), range(4)))

    assert {(one.status_code, one.content) for one in taken} == {(201, taken[0].content)}
    assert number(place, Need) == needs + 1


def test_a_refused_call_may_be_made_again_with_the_same_key(street: Open) -> None:
    place = street(problem(cadres=HOMES))
    refused = place.call("nobody", headers=KEY)

    made = place.call(headers=KEY)

    assert (refused.status_code, made.status_code) == (422, 201)


def test_answers_are_forgotten_after_a_day(street: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    place = street(problem(cadres=HOMES))
    place.call(headers=KEY)
    later = idempotency.now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr(idempotency, "now", lambda: later)

    again = place.call(headers=KEY)

    assert again.status_code == 201
    assert (number(place, MatchRequest), number(place, AnsweredCall)) == (2, 1)

"""A volunteer's calendar: what it says, that it follows every change, and that its address can be revoked."""

from datetime import datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from api import clock
from api.tables.cadres import Cadre
from tests.api.offers.office import FRIDAY_BEFORE, Office, day, world_time


@pytest.fixture
def office(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Office:
    """With the tiny week, published on Friday."""
    monkeypatch.setattr(clock, "world_now", lambda: world_time(FRIDAY_BEFORE))
    office = Office(client)
    office.publish()
    return office


def address_of(office: Office, volunteer: str) -> str:
    return str(office.client.post(f"/v1/volunteers/{volunteer}/feeds").json()["address"])


def events(office: Office, address: str, **query: Any) -> dict[str, Any]:
    """By the date and hour at which they start."""
    calendar = Calendar.from_ical(office.client.get(address, params=query).content)
    return {f"{one['DTSTART'].dt:%Y-%m-%dT%H:%M}": one for one in calendar.walk("VEVENT")}


def test_a_calendar_says_what_where_and_when_and_nothing_of_anybody(office: Office) -> None:
    address = address_of(office, "v1")
    with office.database.writing() as session:
        cadre = session.get_one(Cadre, "c1")
        cadre.name, cadre.address, cadre.health = "张立山", "跃进路1号", "高血压"

    answer = office.client.get(address)
    found = events(office, address)

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert sorted(found) == [f"{day(number)}T09:00" for number in range(3)]
    monday = found[f"{day(0)}T09:00"]
    assert (str(monday["SUMMARY"]), str(monday["STATUS"])) == ("家政服务 · s1", "TENTATIVE")
    assert str(events(office, address, lang="en")[f"{day(0)}T09:00"]["SUMMARY"]) == "Household · s1"
    # The hour from nine to ten there is from one to two in world time.
    assert [monday[end].dt.utctimetuple().tm_hour for end in ("DTSTART", "DTEND")] == [1, 2]
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai" in answer.text
    private = ("张立山", "跃进路", "高血压", "DESCRIPTION", "LOCATION", "ATTENDEE", "GEO")
    assert not [word for word in private if word in answer.text]


def test_an_event_keeps_its_uid_and_its_sequence_grows_with_every_change(office: Office) -> None:
    address = address_of(office, "v1")
    wednesday = f"{day(2)}T09:00"
    first = events(office, address)[wednesday]
    office.answer("n1", 2, "v1", "accepted")
    accepted = events(office, address)[wednesday]
    office.edit({"do": "move", "need": "n1", "date": day(2), "start": f"{day(2)}T10:00"})
    office.publish()

    moved = events(office, address)[f"{day(2)}T10:00"]
    office.cancel(office.visit("n1", 2))
    cancelled = events(office, address)[f"{day(2)}T10:00"]

    states = [str(one["STATUS"]) for one in (first, accepted, moved, cancelled)]
    assert states == ["TENTATIVE", "CONFIRMED", "TENTATIVE", "CANCELLED"]
    assert len({str(one["UID"]) for one in (first, accepted, moved, cancelled)}) == 1
    sequences = [int(one["SEQUENCE"]) for one in (first, accepted, moved, cancelled)]
    assert sequences == sorted(set(sequences))


def test_what_somebody_else_does_now_is_cancelled_for_who_did_it(office: Office) -> None:
    mine, theirs = address_of(office, "v1"), address_of(office, "v4")
    office.answer("n1", 0, "v1", "declined")

    declined = events(office, mine)[f"{day(0)}T09:00"]
    office.replace(office.visit("n1", 0), ["v4"], f"{day(0)}T10:00")
    replaced = events(office, mine)[f"{day(0)}T09:00"]

    assert (str(declined["STATUS"]), str(replaced["STATUS"])) == ("CANCELLED", "CANCELLED")
    assert int(replaced["SEQUENCE"]) > int(declined["SEQUENCE"])
    assert sorted(events(office, theirs)) == [f"{day(0)}T10:00"]


def test_who_has_it_already_is_told_so_until_something_changes(office: Office) -> None:
    address = address_of(office, "v1")
    etag = office.client.get(address).headers["ETag"]

    same = office.client.get(address, headers={"If-None-Match": f'"other", W/{etag}'})
    office.answer("n1", 0, "v1", "accepted")
    changed = office.client.get(address, headers={"If-None-Match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200


def test_a_revoked_address_opens_nothing_and_others_still_do(office: Office) -> None:
    feed = office.client.post("/v1/volunteers/v1/feeds").json()
    other = address_of(office, "v1")

    revoked = office.client.delete(f"/v1/feeds/{feed['id']}")

    assert revoked.status_code == 204
    assert office.client.get(feed["address"]).status_code == 404
    assert office.client.delete(f"/v1/feeds/{feed['id']}").status_code == 404
    assert office.client.get(other).status_code == 200
    assert len(office.client.get("/v1/volunteers/v1/feeds").json()) == 1
    assert office.client.post("/v1/volunteers/nobody/feeds").status_code == 404


def test_who_has_no_visits_has_an_empty_calendar_and_what_is_long_past_is_left_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    without, with_some = address_of(office, "v3"), address_of(office, "v1")

    monkeypatch.setattr(clock, "world_now", lambda: world_time(datetime(2027, 1, 23, 12)))

    assert events(office, without) == {}
    # Sixty days before 23 January is 24 November: Tuesday and Wednesday are left.
    assert sorted(events(office, with_some)) == [f"{day(1)}T09:00", f"{day(2)}T09:00"]

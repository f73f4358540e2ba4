"""Wherever clocks are put forward or back, in leap years, in a fifty-third week, on make-up workdays: times are right."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from random import Random
from shutil import copyfile
from typing import Any

import pytest
from dateutil.tz import tzical
from fastapi.testclient import TestClient
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from api import clock
from api.application import create_app
from api.demo import fill
from matcher.domain import Roster, Visit
from tests.api.conftest import authorise, settings_for
from tests.api.offers.office import Office
from tests.api.reliability.calendars import DAY, FIRST, MINUTE, begins, is_shown, special_weeks
from tests.building import cadre, need, problem, volunteer, window, windows

ZONES = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Shanghai"]
WEEKS, VISITS = 13, 10
"""In each zone: 520 visits in all."""
LENGTHS = [20, 30, 45, 60, 90, 120, 150, 180, 240, 5]
"""Minutes, of the visits of each need in turn."""

EACH_DAY_ITS_OWN = [window(f"{8 + day:02}:00", f"{9 + day:02}:30", day) for day in range(7)]
PEOPLE = problem(
    [
        *(
            need(f"n{k}", of=f"c{k}", minutes=minutes, windows=windows("00:00", "24:00", range(7)))
            for k, minutes in enumerate(LENGTHS)
        ),
        need("weekly", of="c0", windows=EACH_DAY_ITS_OWN),
    ],
    [volunteer(f"v{k}", availability=windows("00:00", "24:00", range(7))) for k in range(VISITS)],
    [cadre(f"c{k}") for k in range(VISITS)],
)

SetClock = Callable[[datetime], None]


@dataclass(frozen=True)
class Place:
    """A service in a zone, a clock of world time, and Mondays whose weeks nobody has planned yet."""

    zone: str
    client: TestClient
    set_clock: SetClock
    mondays: list[date]


@pytest.fixture(params=ZONES)
def place(
    request: pytest.FixtureRequest, tmp_path: Path, shaped_file: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    """On a fresh SQLite file."""
    zone: str = request.param
    copyfile(shaped_file, tmp_path / "service.sqlite")
    own = settings_for(f"sqlite:///{tmp_path / 'service.sqlite'}", tmp_path).model_copy(
        update={"timezone": zone, "requests_per_minute": 1_000_000}
    )
    with TestClient(create_app(own)) as client:
        authorise(client)
        client.event_hooks["request"] = []
        with client.app.state.database.writing() as session:  # type: ignore[attr-defined]
            fill(session, PEOPLE)
        mondays = mondays_of(zone, Random(zone))
        yield Place(zone, client, lambda at: monkeypatch.setattr(clock, "world_now", lambda: at), mondays)


def test_times_are_right(place: Place) -> None:
    weeks = list[date]()

    @settings(max_examples=WEEKS, phases=[Phase.generate], deadline=None, derandomize=True, database=None)
    @given(seed=st.integers(0, 2**32))
    def a_week(seed: int) -> None:
        weeks.append(place.mondays[len(weeks)])
        check_week(place, weeks[-1], Random(seed))

    a_week()

    kinds = special_weeks(place.zone)
    assert len(weeks) == WEEKS
    assert {kinds[monday] for monday in weeks if monday in kinds} == set(kinds.values())


def check_week(place: Place, monday: date, dice: Random) -> None:
    """A week is planned, published and carried out by the clocks there."""
    midnights = [datetime(one.year, one.month, one.day) for one in (monday, monday + 7 * DAY)]
    opening, closing = (begins(one, place.zone) for one in midnights)
    now = opening - dice.randrange(1, 100 * 60) * MINUTE
    place.set_clock(now)
    holiday, follows = dice.randrange(5), dice.randrange(5)
    special(place.client, monday + holiday * DAY, "holiday", None)
    special(place.client, monday + 5 * DAY, "workday", follows)
    visits = [drawn(place.zone, monday, k, {holiday}, dice) for k in range(VISITS)]

    office = Office(place.client, Roster(visits=visits), filled=True, monday=monday)
    published = office.publish()

    assert published.status_code == 200, published.text
    followed = {day: day for day in range(7) if day != holiday} | {5: follows}
    check_windows(office, followed)
    found = {one["need"]: one for one in office.visits()}
    for visit in visits:
        row = found[visit.need]
        assert (row["start"], row["end"]) == (written(visit.start), written(visit.end))
        check_deadline(row["offers"][0]["deadline"], begins(visit.start, place.zone), now)
        check_feed(place, visit)
    check_expiry(place, office, found[visits[0].need]["offers"][0])
    place.set_clock(closing)
    for visit in visits:
        check_ledger(office, found[visit.need]["id"], visit)


def mondays_of(zone: str, dice: Random) -> list[date]:
    """Of special weeks, each kind among them, and of plain ones if those are few; in their order, for feeds forget the past."""
    kinds = special_weeks(zone)
    special_ones = dice.sample(list(kinds), len(kinds))
    one_of_each = {kinds[monday]: monday for monday in special_ones}.values()
    plain = [FIRST + 7 * DAY * number for number in dice.sample(range(400), 2 * WEEKS)]
    return sorted([*dict.fromkeys((*one_of_each, *special_ones, *plain))][:WEEKS])


def special(client: TestClient, day: date, kind: str, follows: int | None) -> None:
    """A day that is not like others of its weekday."""
    fields = {"day": f"{day}", "kind": kind, "name_zh": "特殊日", "name_en": "Special", "follows": follows}
    assert client.post("/v1/calendar-days", json=fields).status_code == 201


def drawn(zone: str, monday: date, number: int, without: set[int], dice: Random) -> Visit:
    """On some day and at some time that there is, often in the small hours, when clocks are put forward and back."""
    minutes = LENGTHS[number]
    while True:
        day = monday + dice.choice([one for one in (*range(7), 6, 6) if one not in without]) * DAY
        latest = dice.choice([240, 1440 - minutes])
        start = datetime(day.year, day.month, day.day) + dice.randrange(0, latest + 1, 5) * MINUTE
        end = start + minutes * MINUTE
        if is_shown(start, zone) and is_shown(end, zone):
            return Visit(need=f"n{number}", start=start, end=end, volunteers=[f"v{number}"])


def written(local: datetime) -> str:
    """As the contract writes it."""
    return f"{local:%Y-%m-%dT%H:%M}"


def check_windows(office: Office, followed: dict[int, int]) -> None:
    """The weekly need can be met on each date at the times of the weekday that it follows."""
    needs = office.client.get(f"/v1/rosters/{office.id}/problem.json").json()["needs"]
    told = next(one["windows"] for one in needs if one["id"] == "weekly")
    assert [(one["start"], one["end"]) for one in told] == [
        (f"{office.day(day)}T{8 + weekday:02}:00", f"{office.day(day)}T{9 + weekday:02}:30")
        for day, weekday in sorted(followed.items())
    ]


def check_deadline(told: str, beginning: datetime, now: datetime) -> None:
    """A day of 24 hours before, or half of what is left, in whole minutes of world time."""
    half = now + (beginning - now) / 2
    expected = max(beginning - timedelta(hours=24), half)
    assert datetime.fromisoformat(told) == expected.replace(second=0, microsecond=0)


def check_feed(place: Place, visit: Visit) -> None:
    """A calendar that knows of no zones but what the feed says of them shows the visit when it is."""
    address = place.client.post(f"/v1/volunteers/{visit.volunteers[0]}/feeds").json()["address"]
    text = place.client.get(address).content
    zone = tzical(StringIO(text.decode())).get(place.zone)
    events = [one for one in Calendar.from_ical(text).walk("VEVENT") if one["DTSTART"].dt.date() == visit.start.date()]
    for name, local in (("DTSTART", visit.start), ("DTEND", visit.end)):
        assert events[0][name].dt.replace(tzinfo=None) == local
        assert local.replace(tzinfo=zone).astimezone(UTC) == begins(local, place.zone)


def check_expiry(place: Place, office: Office, offer: dict[str, Any]) -> None:
    """It is open until its deadline, and not after it."""
    deadline = datetime.fromisoformat(offer["deadline"])
    states = []
    for moment in (deadline - MINUTE, deadline + MINUTE):
        place.set_clock(moment)
        states.append(office.client.get(f"/v1/offers/{offer['id']}").json()["state"])
    assert states == ["pending", "expired"]


def check_ledger(office: Office, row: str, visit: Visit) -> None:
    """What went as planned is written down with the times that were on the wall."""
    address = f"/v1/visits/{row}/outcome"
    entry = office.client.post(address, json=office.client.get(address).json())
    assert entry.status_code == 201, entry.text
    times = [entry.json()[name] for name in ("day", "started_at", "ended_at")]
    assert times == [f"{visit.start.date()}", written(visit.start), written(visit.end)]

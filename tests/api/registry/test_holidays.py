"""Holidays are seeded as announced, are people's to edit afterwards, and end where the library ends."""

from fastapi.testclient import TestClient

from api.registry.holidays import FIRST_YEAR, LAST_YEAR, announced
from api.tables.calendar import DayKind


def test_a_year_is_seeded_once_and_keeps_what_people_entered(client: TestClient) -> None:
    own = {"day": "2026-10-01", "kind": "holiday", "name_zh": "国庆值班", "name_en": "On duty", "follows": 3}
    client.post("/v1/calendar-days", json=own)

    first = client.post("/v1/calendar-days/seed?year=2026").json()
    again = client.post("/v1/calendar-days/seed?year=2026").json()

    # of 2026 are announced 33 holidays (3 + 9 + 3 + 5 + 3 + 3 + 7) and six make-up workdays (1 + 2 + 1 + 2)
    assert first == {"year": 2026, "added": 38, "kept": 1}
    assert again == {"year": 2026, "added": 0, "kept": 39}
    kept = client.get("/v1/calendar-days?since=2026-10-01&until=2026-10-01").json()["items"]
    assert [one["name_zh"] for one in kept] == ["国庆值班"]


def test_a_make_up_workday_follows_the_weekday_that_was_given_off_for_it() -> None:
    made_up = {f"{one.day:%m-%d}": one.follows for one in announced(2026) if one.kind is DayKind.WORKDAY}

    # off instead: Friday 2 January; Friday 20 and Monday 23 February; Tuesday 5 May; Tuesday 6 and Wednesday 7 October
    assert made_up == {"01-04": 4, "02-14": 4, "02-28": 0, "05-09": 1, "09-20": 1, "10-10": 2}


def test_every_year_that_is_known_names_each_day_once_in_both_languages() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        days = list(announced(year))

        assert len({one.day for one in days}) == len(days) > 0
        assert all(one.name_zh and one.name_en for one in days)


def test_a_year_that_nobody_has_announced_is_refused(client: TestClient) -> None:
    answer = client.post(f"/v1/calendar-days/seed?year={LAST_YEAR + 1}")

    assert (answer.status_code, answer.json()["code"]) == (422, "YEAR_UNKNOWN")
    assert str(LAST_YEAR) in answer.json()["zh"]
    assert client.get("/v1/calendar-days").json()["total"] == 0

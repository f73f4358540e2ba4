"""Volunteers: listed with their hours and certificates, changed part by part, and when they can come."""

import re

from tests.screens.conftest import SignIn
from tests.screens.reading import form_to, words_of

VOLUNTEER = "liuxing-v01"
ADDRESS = f"/volunteers/{VOLUNTEER}"


def test_the_list_marks_certificates_that_have_ended(pages: SignIn) -> None:
    client = pages("lu")
    client.post(f"{ADDRESS}/certificates", data={"name": "nurse", "valid_until": "2026-11-24"})
    client.post(f"{ADDRESS}/certificates", data={"name": "lawyer", "valid_until": "2026-12-24"})

    row = client.get("/volunteers?place=station:liuxing&expiring=true").text.split(f'"{ADDRESS}"')[1].split("</tr>")[0]

    # Wednesday is 2026-11-25: one ended yesterday, the other ends within the sixty days in which it is called attention to.
    assert "护士: 已过期 2026-11-24" in words_of("<main" + row)
    assert "律师: 即将到期 2026-12-24" in words_of("<main" + row)


def test_hours_of_the_week_are_those_of_published_visits(pages: SignIn) -> None:
    client = pages("qin")
    visits = client.get("/v1/visits?limit=500").json()["items"]
    theirs = [one for one in visits if VOLUNTEER in one["volunteers"] and one["state"] != "cancelled"]
    minutes = sum(
        int(one["end"][11:13]) * 60 + int(one["end"][14:16]) - int(one["start"][11:13]) * 60 - int(one["start"][14:16])
        for one in theirs
    )

    row = client.get("/volunteers?place=station:liuxing").text.split(f'"{ADDRESS}"')[1].split("</tr>")[0]

    assert minutes
    assert f"{round(minutes / 60, 1):g} / " in words_of("<main" + row)


def test_a_certificate_of_the_same_name_takes_the_place_of_the_old_one_and_is_taken_off(pages: SignIn) -> None:
    client = pages("lu")

    for until in ("2026-12-01", "2028-01-01"):
        client.post(f"{ADDRESS}/certificates", data={"name": "nurse", "valid_until": until})
    held = [one for one in client.get(f"/v1{ADDRESS}").json()["qualifications"] if one["name"] == "nurse"]
    client.post(f"{ADDRESS}/certificates/removal", data={"name": "nurse"})
    left = [one["name"] for one in client.get(f"/v1{ADDRESS}").json()["qualifications"]]

    assert held == [{"name": "nurse", "valid_until": "2028-01-01"}]
    assert "nurse" not in left


def test_times_of_every_week_are_kept_as_typed(pages: SignIn) -> None:
    client = pages("lu")
    sent = form_to(client.get(f"{ADDRESS}/availability").text, "/availability").data
    cleared = {name: [""] for name in sent if name.startswith("at.")}

    answer = client.post(
        f"{ADDRESS}/availability",
        data=sent | cleared | {"at.2.start": ["08:00", "14:00"], "at.2.end": ["11:30", "23:59"]},
    )

    assert answer.status_code == 303
    assert client.get(f"/v1{ADDRESS}").json()["availability"] == [
        {"weekday": 2, "start": "08:00", "end": "11:30"},
        {"weekday": 2, "start": "14:00", "end": "24:00"},
    ]


def test_a_time_that_ends_before_it_begins_is_told_and_nothing_is_changed(pages: SignIn) -> None:
    client = pages("lu")
    before = client.get(f"/v1{ADDRESS}").json()["availability"]
    sent = form_to(client.get(f"{ADDRESS}/availability").text, "/availability").data

    answer = client.post(f"{ADDRESS}/availability", data=sent | {"at.0.start": "11:00", "at.0.end": "09:00"})

    assert answer.status_code == 422
    assert "结束须晚于开始" in answer.text
    assert client.get(f"/v1{ADDRESS}").json()["availability"] == before


def test_a_date_without_times_is_a_day_away_and_can_be_taken_back(pages: SignIn) -> None:
    client = pages("lu")

    client.post(f"{ADDRESS}/exceptions", data={"day": "2026-11-27", "start": "", "end": "", "reason": "外出"})
    page = client.get(ADDRESS).text
    removal = form_to(page, "/removal") if "/exceptions/" in page else None
    address = re.findall(r"/exceptions/([\w-]+)/removal", page)[0]
    client.post(f"{ADDRESS}/exceptions/{address}/removal")

    left = client.get(f"/v1/availability-exceptions?volunteer_id={VOLUNTEER}").json()["items"]
    assert removal is not None
    assert "2026年11月27日（周五） 请假 外出" in words_of(page)
    assert [one for one in left if one["day"] == "2026-11-27"] == []


def test_the_address_of_a_calendar_is_told_once_and_opens_nothing_after_it_is_taken_back(pages: SignIn) -> None:
    client = pages("lu")

    made = client.post(f"{ADDRESS}/feeds")
    address = re.findall(r"https://testserver(/ical/[\w-]+\.ics)", made.text)[0]
    opened = client.get(address)
    later = client.get(ADDRESS).text
    feed = re.findall(r"/feeds/([\w-]+)/revocation", later)[0]
    client.post(f"{ADDRESS}/feeds/{feed}/revocation")

    assert made.headers["Cache-Control"] == "no-store"
    assert opened.status_code == 200
    assert address not in later
    assert client.get(address).status_code == 404


def test_what_is_masked_is_not_offered_for_change_and_stays(pages: SignIn) -> None:
    client = pages("lu")
    before = client.get(f"/v1{ADDRESS}?reveal=tests").json()

    sent = form_to(client.get(f"{ADDRESS}/who").text, "/who").data
    answer = client.post(f"{ADDRESS}/who", data=sent | {"code": "V-99"})

    after = client.get(f"/v1{ADDRESS}?reveal=tests").json()
    assert answer.status_code == 303
    assert not {"name", "phone", "address", "note"} & sent.keys()
    assert (after["name"], after["phone"], after["code"]) == (before["name"], before["phone"], "V-99")
    assert "*" not in after["name"]


def test_services_and_limits_are_changed_and_an_empty_limit_is_that_of_the_rules(pages: SignIn) -> None:
    client = pages("lu")
    sent = form_to(client.get(f"{ADDRESS}/work").text, "/work").data

    client.post(f"{ADDRESS}/work", data=sent | {"services": ["medical", "legal"], "max_minutes_per_week": ""})

    kept = client.get(f"/v1{ADDRESS}").json()
    assert (kept["services"], kept["max_minutes_per_week"]) == (["medical", "legal"], None)
    assert "/ 8.0小时" in words_of(client.get(ADDRESS).text)  # 480 minutes a week by the default policy


def test_the_week_of_a_draft_says_that_it_is_not_told_yet(pages: SignIn) -> None:
    client = pages("qin")

    draft = client.get(f"{ADDRESS}?week=2026-11-30").text
    published = client.get(f"{ADDRESS}?week=2026-11-23").text

    assert "草稿，尚未通知" in draft
    assert "草稿，尚未通知" not in published

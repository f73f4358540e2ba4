"""Needs: found, entered with times by weekday, changed for one week, and weighed against who is there."""

import re

from fastapi.testclient import TestClient

from tests.screens.conftest import SignIn
from tests.screens.reading import form_to, words_of

NEW = {
    "cadre_id": "liuxing-c001",
    "service": "household",
    "party": "volunteer",
    "priority": "high",
    "minutes": "60",
    "visits": "2",
    "min_gap_days": "2",
    "crew": "1",
    "pillar": "care",
    "fact": "service_needs",
    "content": "打扫厨房",
    "active": "on",
    "at.0.start": ["08:00", "14:00"],
    "at.0.end": ["11:30", "17:00"],
    "at.3.start": ["09:00", ""],
    "at.3.end": ["11:00", ""],
    "qualifications": ["nurse"],
    "languages": ["za"],
    "bond.liuxing-v01": "preferred",
    "bond.liuxing-v02": "excluded",
}


def entered(client: TestClient) -> str:
    """The id of a new need."""
    answer = client.post("/needs", data=NEW)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"].removeprefix("/needs/"))


def test_a_need_is_entered_with_times_of_several_weekdays(pages: SignIn) -> None:
    client = pages("lu")

    need = client.get(f"/v1/needs/{entered(client)}").json()

    assert need["windows"] == [
        {"weekday": 0, "start": "08:00", "end": "11:30"},
        {"weekday": 0, "start": "14:00", "end": "17:00"},
        {"weekday": 3, "start": "09:00", "end": "11:00"},
    ]
    assert (need["preferred_volunteers"], need["excluded_volunteers"]) == (["liuxing-v01"], ["liuxing-v02"])
    assert (need["qualifications"], need["languages"], need["active"]) == (["nurse"], ["za"], True)


def test_a_time_that_ends_before_it_begins_is_told_at_its_weekday_and_all_is_kept(pages: SignIn) -> None:
    client = pages("lu")

    answer = client.post("/needs", data=NEW | {"at.3.start": "11:00", "at.3.end": "09:00"})

    sent = form_to(answer.text, "/needs").data
    assert answer.status_code == 422
    assert "结束须晚于开始" in answer.text
    assert sent["at.3.start"][0] == "11:00"
    assert sent["at.0.start"][:2] == ["08:00", "14:00"]
    assert sent["bond.liuxing-v02"] == ["excluded"]


def test_what_contradicts_itself_is_told_at_its_field(pages: SignIn) -> None:
    client = pages("lu")

    answer = client.post("/needs", data=NEW | {"visits": "4", "min_gap_days": "3"})

    # four visits three days apart need ten days
    assert answer.status_code == 422
    assert 'id="fault-min_gap_days"' in answer.text


def test_a_need_that_is_kept_unchanged_stays_what_it_was(pages: SignIn) -> None:
    client = pages("qin")
    before = client.get("/v1/needs/liuxing-n013").json()
    form = form_to(client.get("/needs/liuxing-n013").text, "/needs/liuxing-n013")

    answer = client.post(form.action, data=form.data)

    after = client.get("/v1/needs/liuxing-n013").json()
    assert answer.status_code == 303
    changing = {"version", "changed_at"}
    assert {name: after[name] for name in after.keys() - changing} == {
        name: before[name] for name in before.keys() - changing
    }


def test_a_need_that_somebody_changed_meanwhile_is_not_overwritten(pages: SignIn) -> None:
    client = pages("lu")
    key = entered(client)
    form = form_to(client.get(f"/needs/{key}").text, f"/needs/{key}")
    client.post(form.action, data=form.data | {"minutes": ["45"]})

    answer = client.post(form.action, data=form.data | {"minutes": ["90"]})

    assert answer.status_code == 412
    assert form_to(answer.text, f"/needs/{key}").data["minutes"] == ["90"]
    assert client.get(f"/v1/needs/{key}").json()["minutes"] == 45


def test_unticking_ends_a_need(pages: SignIn) -> None:
    client = pages("lu")
    key = entered(client)
    form = form_to(client.get(f"/needs/{key}").text, f"/needs/{key}")

    client.post(form.action, data={name: value for name, value in form.data.items() if name != "active"})

    assert client.get(f"/v1/needs/{key}").json()["active"] is False


def test_volunteers_are_found_while_the_rest_of_the_form_stays(pages: SignIn) -> None:
    client = pages("lu")

    page = client.post("/needs/draft", data=NEW | {"people": "0005"}).text

    sent = form_to(page, "/needs").data
    assert sent["content"] == ["打扫厨房"]
    assert sent["bond.liuxing-v01"] == ["preferred"]
    assert len([name for name in sent if name.startswith("bond.")]) > 2


def test_a_week_is_skipped_and_then_as_always_again(pages: SignIn) -> None:
    client = pages("lu")
    address = "/needs/liuxing-n013/week?week=2026-11-30"
    form = form_to(client.get("/needs/liuxing-n013?week=2026-11-30").text, "/week")

    client.post(address, data=form.data | {"visits": ["0"], "reason": ["住院"]})
    skipped = client.get("/needs/liuxing-n013?week=2026-11-30").text
    again = form_to(skipped, "/week")
    client.post(address, data=again.data | {"as_always": ["on"]})

    assert again.data["visits"] == ["0"]
    assert "本周有变动" in skipped
    assert client.get("/v1/need-weeks?need_id=liuxing-n013&week=2026-11-30").json()["total"] == 0


def test_a_week_has_times_of_its_own(pages: SignIn) -> None:
    client = pages("lu")
    times = {"week.2.start": ["10:00"], "week.2.end": ["12:00"], "version": "0"}

    client.post("/needs/liuxing-n013/week?week=2026-11-30", data=times)

    week = client.get("/v1/need-weeks?need_id=liuxing-n013&week=2026-11-30").json()["items"][0]
    # the third day of the week from 30 November
    assert week["windows"] == [{"start": "2026-12-02T10:00", "end": "2026-12-02T12:00"}]
    assert week["visits"] is None


def test_the_list_is_found_by_phone_service_and_what_is_missing(pages: SignIn) -> None:
    client = pages("qin")
    key = client.post(
        "/needs", data={**NEW, "content": ""} | {f"at.{day}.{end}": "" for day in range(7) for end in ("start", "end")}
    ).headers["Location"]

    without_times = client.get("/needs?missing=times&q=&service=&party=").text
    of_phone = client.get("/needs?q=0001&service=household&party=volunteer").text

    assert re.findall(r'<th scope="row"><a href="([^"]+)"', without_times) == [key]
    assert key in of_phone
    assert "/needs/liuxing-n013" not in of_phone


def test_preparation_tells_hours_asked_and_hours_there(pages: SignIn) -> None:
    client = pages("qin")
    client.post("/needs", data=NEW | {"service": "locksmith"})

    words = words_of(client.get("/needs/preparation?week=2026-12-07&place=station:liuxing").text)

    # two visits of 60 minutes on Monday and Thursday: an hour on each of them, and nobody at the station opens locks
    short = "0.0 0人 · 不足"
    assert f"locksmith ✗ 1.0 / {short} ✗ 1.0 / {short} ✗ 2.0 / {short}" in words


def test_an_auditor_reads_and_is_offered_no_change(pages: SignIn) -> None:
    client = pages("he")

    page = client.get("/needs/liuxing-n013").text

    assert "保存需求" not in page
    assert "新增需求" not in client.get("/needs").text

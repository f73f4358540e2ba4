"""The ledger: visits written up with their four elements, rows corrected in sight, feedback by faces, each row traced."""

import re
from datetime import date
from io import BytesIO

from fastapi.testclient import TestClient
from python_calamine import CalamineWorkbook

from tests.screens.conftest import SignIn
from tests.screens.reading import form_to, words_of

PLACE = "place=station:liuxing"


def overdue(client: TestClient) -> str:
    """The visit of the station that waits longest."""
    found: str = client.get("/v1/ledger/overdue?station_id=liuxing").json()["items"][0]["visit_id"]
    return found


def closed(client: TestClient, **other: str) -> str:
    """The id of the row that closes the visit which waits longest."""
    visit = overdue(client)
    sent = form_to(client.get(f"/ledger/visits/{visit}").text, visit).data
    answer = client.post(f"/ledger/visits/{visit}", data=_without_search(sent) | other)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"].rpartition("/")[2])


def _without_search(sent: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: values for name, values in sent.items() if name != "find"}


def test_a_visit_that_waits_is_written_up_by_a_form_that_is_filled_in(pages: SignIn) -> None:
    client = pages("lu")
    before = client.get("/v1/ledger/overdue?station_id=liuxing").json()["total"]

    entry = client.get(f"/v1/ledger/{closed(client)}").json()[-1]

    assert entry["outcome"] == "done"
    assert entry["volunteers"]
    assert entry["cadres"]
    assert "***" not in (entry["place"], entry["content"])
    assert client.get("/v1/ledger/overdue?station_id=liuxing").json()["total"] == before - 1


def test_a_missing_element_is_told_at_its_field_and_what_was_typed_stays(pages: SignIn) -> None:
    client = pages("lu")
    visit = overdue(client)
    sent = _without_search(form_to(client.get(f"/ledger/visits/{visit}").text, visit).data)

    answer = client.post(f"/ledger/visits/{visit}", data=sent | {"place": "", "ended_at": "", "content": "读报"})

    assert answer.status_code == 422
    assert set(re.findall(r'id="fault-(\w+)"', answer.text)) == {"place", "ended_at"}
    assert form_to(answer.text, visit).data["content"] == ["读报"]


def test_people_are_found_by_words_and_can_be_ticked_without_scripts(pages: SignIn) -> None:
    client = pages("lu")
    visit = overdue(client)
    sent = form_to(client.get(f"/ledger/visits/{visit}").text, visit).data
    other = next(one for one in (f"liuxing-v{n:02}" for n in range(1, 9)) if one not in sent["volunteers"])
    figures = client.get(f"/v1/volunteers/{other}?reveal=tests").json()["phone"][-4:]

    found = client.post(f"/ledger/visits/{visit}", data=sent | {"find": "1", "people": figures})
    again = _without_search(form_to(found.text, visit).data)
    kept = client.post(f"/ledger/visits/{visit}", data=again | {"volunteers": [*again["volunteers"], other]})

    entry = client.get(f"/v1/ledger/{kept.headers['Location'].rpartition('/')[2]}").json()[-1]
    assert f'value="{other}"' in found.text
    assert again["volunteers"] == sent["volunteers"]
    assert other in entry["volunteers"]


def test_a_correction_leaves_the_old_row_in_sight(pages: SignIn) -> None:
    client = pages("lu")
    old = closed(client)
    sent = _without_search(form_to(client.get(f"/ledger/{old}/correction").text, "/correction").data)

    refused = client.post(f"/ledger/{old}/correction", data=sent | {"content": "理发", "reason": ""})
    made = client.post(f"/ledger/{old}/correction", data=sent | {"content": "理发", "reason": "记错"})

    page = client.get(made.headers["Location"]).text
    assert refused.status_code == 422
    assert 'id="fault-reason"' in refused.text
    assert f'href="/ledger/{old}"' in page
    assert "记错" in words_of(page)
    assert made.headers["Location"] in client.get(f"/ledger/{old}").text


def test_a_sad_face_is_entered_once_and_followed_up(pages: SignIn) -> None:
    client = pages("lu")
    row = closed(client)
    given = client.get(f"/v1/ledger/{row}").json()[-1]["cadres"][0]
    face = {"face": "1", "words": "来晚了", "channel": "电话", "cadre_id": given}

    first = client.post(f"/ledger/{row}/feedback", data=face)
    second = client.post(f"/ledger/{row}/feedback", data=face)
    waiting = client.get(f"/ledger/{row}").text
    answer = form_to(waiting, re.findall(rf"/ledger/{row}(/feedback/[\w-]+)", waiting)[0])
    followed = client.post(answer.action, data=answer.data | {"words": "已上门道歉"})

    assert (first.status_code, second.status_code, followed.status_code) == (303, 409, 303)
    assert "待回访" in words_of(waiting)
    assert "已上门道歉" in words_of(client.get(f"/ledger/{row}").text)


def test_from_a_row_it_is_one_click_to_the_need_and_to_the_fact_behind_it(pages: SignIn) -> None:
    client = pages("lu")
    row = closed(client)
    trace = client.get(f"/v1/ledger/{row}/trace").json()

    page = client.get(f"/ledger/{row}").text

    assert f'href="/needs/{trace["need"]["id"]}"' in page
    assert f'href="/cadres/{trace["fact"]["cadre_id"]}#{trace["fact"]["fact"]}"' in page


def test_a_service_that_was_not_planned_is_entered_with_its_people(pages: SignIn) -> None:
    client = pages("lu")
    sent = _without_search(form_to(client.get("/ledger/unplanned?cadre=liuxing-c001").text, "/unplanned").data)
    row = {
        "started_at": "2026-11-25T08:00",
        "ended_at": "2026-11-25T08:30",
        "place": "家中",
        "volunteers": "liuxing-v01",
        "content": "送药",
    }

    made = client.post("/ledger/unplanned", data=sent | row)
    twice = client.post("/ledger/unplanned", data=sent | row)

    entry = client.get(f"/v1/ledger/{made.headers['Location'].rpartition('/')[2]}").json()[-1]
    assert (entry["cadres"], entry["volunteers"], entry["visit_id"]) == (["liuxing-c001"], ["liuxing-v01"], None)
    assert twice.status_code == 409


def test_the_workbook_holds_the_rows_that_the_page_shows(pages: SignIn) -> None:
    client = pages("qin")
    page = client.get(f"/ledger?{PLACE}&from_day=2026-11-23&until_day=2026-11-23").text
    shown = set(re.findall(r'href="/ledger/([0-9a-f]{32})"', page))

    exported = client.get(f"/ledger/export.xlsx?{PLACE}&from_day=2026-11-23&until_day=2026-11-23")

    sheet = CalamineWorkbook.from_filelike(BytesIO(exported.content)).get_sheet_by_index(0).to_python()
    dates = [row[0] for row in sheet if row and row[0] == date(2026, 11, 23)]
    assert shown
    assert len(dates) == len(shown)


def test_a_person_is_looked_for_among_volunteers_and_cadres(pages: SignIn) -> None:
    client = pages("qin")
    rows = client.get("/v1/ledger?station_id=liuxing&limit=500").json()["items"]
    who = rows[0]["cadres"][0]
    figures = client.get(f"/v1/cadres/{who}?reveal=tests").json()["phone"][-4:]

    found = client.get(f"/ledger?{PLACE}&from_day=2026-11-01&q={figures}").text
    nobody = client.get(f"/ledger?{PLACE}&from_day=2026-11-01&q=zzzzzz").text

    assert rows[0]["id"] in found
    assert "没有符合条件的记录" in nobody


def test_a_grid_worker_writes_up_a_visit_without_writing_down_masks(pages: SignIn) -> None:
    client = pages("meng")

    row = closed(client)

    client = pages("lu")
    entry = client.get(f"/v1/ledger/{row}").json()[-1]
    assert entry["place"]
    assert entry["content"]
    assert "***" not in entry["place"] + entry["content"]

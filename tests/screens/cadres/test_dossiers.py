"""Dossiers: found, read in eight blocks, changed block by block by people who may see them, verified, agreed to."""

import re

from tests.screens.conftest import SignIn
from tests.screens.reading import form_to, words_of

CADRE = "liuxing-c001"
PLACE = "place=station:liuxing"


def test_a_list_finds_people_by_the_initials_of_their_names(pages: SignIn) -> None:
    client = pages("qin")
    everybody = client.get("/v1/cadres?limit=500&reveal=tests").json()["items"]
    names = {one["id"]: one["name"] for one in everybody}

    answer = client.get("/cadres?q=slzgd&place=region:city")

    found = set(re.findall(r'href="/cadres/([\w-]+)"', answer.text.split("<tbody>")[1]))
    assert found == {key for key, name in names.items() if "周国栋" in name}
    assert found


def test_filters_keep_what_they_say(pages: SignIn) -> None:
    client = pages("qin")

    incomplete = client.get(f"/cadres?{PLACE}&incomplete=true").text.split("<tbody>")[1]
    unvisited = client.get(f"/cadres?{PLACE}&unvisited=30").text.split("<tbody>")[1]

    # Monday's rows are two days old, so whoever was served then is not among those unvisited for 30 days.
    assert "8/8" not in incomplete
    assert "7/8" in incomplete
    assert "2026-11-23" not in unvisited
    assert "从未" in unvisited


def test_without_a_purpose_the_dossier_is_masked_and_the_page_says_so(pages: SignIn) -> None:
    client = pages("qin")

    masked = client.get(f"/cadres/{CADRE}").text
    client.post("/preferences/purpose", data={"purpose": "走访"})
    whole = client.get(f"/cadres/{CADRE}").text

    assert "已遮盖" in masked
    assert "示例路" not in masked
    assert "示例路" in whole
    assert "已遮盖" not in whole


def test_a_form_of_a_masked_block_never_keeps_the_mask(pages: SignIn) -> None:
    client = pages("lu")
    before = client.get(f"/v1/cadres/{CADRE}?reveal=tests").json()

    sent = form_to(client.get(f"/cadres/{CADRE}/address").text, "/address").data
    answer = client.post(f"/cadres/{CADRE}/address", data=sent | {"latitude": "24.36"})

    after = client.get(f"/v1/cadres/{CADRE}?reveal=tests").json()
    assert answer.status_code == 303
    assert "address" not in sent
    assert (after["latitude"], after["address"]) == (24.36, before["address"])
    assert before["address"] not in ("", "***")


def test_who_is_second_finds_what_they_typed_beside_what_the_first_has_kept(pages: SignIn) -> None:
    client = pages("lu")
    client.post("/preferences/purpose", data={"purpose": "走访"})
    sent = form_to(client.get(f"/cadres/{CADRE}/strengths").text, "/strengths").data
    assert client.post(f"/cadres/{CADRE}/strengths", data=sent | {"strengths": "书法"}).status_code == 303

    refused = client.post(f"/cadres/{CADRE}/strengths", data=sent | {"strengths": "调解"})

    again = form_to(refused.text, "/strengths").data
    assert refused.status_code == 412
    assert "现有内容： 书法" in words_of(refused.text)
    assert again["strengths"] == ["调解"]
    assert client.post(f"/cadres/{CADRE}/strengths", data=again).status_code == 303


def test_a_birthday_in_the_future_is_told_at_its_field(pages: SignIn) -> None:
    client = pages("lu")
    sent = form_to(client.get(f"/cadres/{CADRE}/age").text, "/age").data

    answer = client.post(f"/cadres/{CADRE}/age", data=sent | {"born_on": "2030-01-01"})

    assert answer.status_code == 422
    assert 'id="fault-born_on"' in answer.text
    assert form_to(answer.text, "/age").data["born_on"] == ["2030-01-01"]


def test_a_new_dossier_needs_a_name_a_station_and_a_place_and_no_more(pages: SignIn) -> None:
    client = pages("lu")
    empty = form_to(client.get("/cadres/new").text, "/cadres/new").data

    refused = client.post("/cadres/new", data=empty)
    known = {"name": "示例-新来的", "station_id": "liuxing", "latitude": "24.35", "longitude": "109.4"}
    made = client.post("/cadres/new", data=empty | known)

    missing = set(re.findall(r'id="fault-(\w+)"', refused.text))
    assert (refused.status_code, made.status_code) == (422, 303)
    assert {"name", "latitude", "longitude"} <= missing
    assert "已清0/8项" in client.get(made.headers["Location"]).text


def test_a_dossier_is_verified_today(pages: SignIn) -> None:
    client = pages("lu")
    sent = form_to(client.get(f"/cadres/{CADRE}").text, "/verification").data

    answer = client.post(f"/cadres/{CADRE}/verification", data=sent)

    assert answer.status_code == 303
    assert client.get(f"/v1/cadres/{CADRE}").json()["verified_on"] == "2026-11-25"


def test_a_consent_is_withdrawn_and_given_again(pages: SignIn) -> None:
    client = pages("lu")

    client.post(f"/cadres/{CADRE}/consents/service/withdrawn")
    withdrawn = client.get(f"/cadres/{CADRE}").text
    client.post(f"/cadres/{CADRE}/consents/service/given", data={"note": "电话"})
    given = client.get(f"/v1/consents?cadre_id={CADRE}&purpose=service").json()["items"][0]

    assert "不再为其安排服务" in withdrawn
    assert (given["given_on"], given["withdrawn_on"], given["note"]) == ("2026-11-25", None, "电话")


def test_a_grid_worker_reads_and_is_offered_no_change(pages: SignIn) -> None:
    client = pages("meng")

    page = client.get(f"/cadres/{CADRE}")
    refused = client.get(f"/cadres/{CADRE}/who")

    assert page.status_code == 200
    assert "/verification" not in page.text
    assert refused.status_code == 403

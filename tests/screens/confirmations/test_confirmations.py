"""The confirmations of a week: figures and filters, answers entered for volunteers, and what is sent to them."""

import re
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from tests.screens.confirmations.finding import offers, replaceable
from tests.screens.conftest import SignIn
from tests.screens.reading import form_to, words_of


def decline(client: TestClient, offer: dict[str, Any]) -> Response:
    """The volunteer cannot come, as somebody of the station enters."""
    declined = {"answer": "declined", "reason": "感冒", "version": str(offer["version"])}
    return client.post(f"/confirmations/offers/{offer['id']}/answer", data=declined)


def test_figures_count_the_offers_still_to_come_by_state(pages: SignIn) -> None:
    client = pages("qin")
    counts = {state: len(offers(client, state)) for state in ("accepted", "declined", "expired", "pending")}

    page = client.get("/confirmations").text

    figures = [int(number) for number in re.findall(r'<span class="figure">(\d+)</span>', page)]
    share = round(100 * counts["accepted"] / sum(counts.values()))
    assert figures == [counts["declined"], counts["expired"], counts["pending"], counts["accepted"]]
    assert f"{share}%" in page


def test_a_filter_leaves_only_what_was_chosen(pages: SignIn) -> None:
    client = pages("qin")
    declined = offers(client, "declined")

    page = client.get("/confirmations?state=declined&service=&day=&order=volunteer").text

    assert page.count("家中有事") == len(declined)
    assert "更改答复" not in page


def test_a_station_sees_its_own_offers_alone(pages: SignIn) -> None:
    client = pages("lu")

    page = client.get("/confirmations").text

    assert "/confirmations/visits/" in page
    assert "柳星社区" in page
    assert "弯塘社区" not in page


def test_a_station_opens_all_its_visits_though_the_city_alone_can_seek_others(pages: SignIn) -> None:
    client = pages("tan")
    decline(client, offers(client, "pending")[0])
    visits = client.get("/v1/visits?limit=200").json()["items"]
    lost = [visit for visit in visits if any(one["state"] == "declined" for one in visit["offers"])]

    shown = {visit["id"]: client.get(f"/confirmations/visits/{visit['id']}?replace_all=true") for visit in visits}

    assert lost
    assert {answer.status_code for answer in shown.values()} == {200}
    assert all(
        'href="?replace_all=true"' not in answer.text and "/replacement" not in answer.text for answer in shown.values()
    )


def test_a_station_enters_a_decline_in_a_roster_of_the_city(pages: SignIn) -> None:
    client = pages("tan")
    offer = offers(client, "pending")[0]

    to = decline(client, offer).headers["Location"]

    assert client.get(to).status_code == 200
    assert client.get(f"/v1/offers/{offer['id']}").json()["state"] == "declined"


def test_an_acceptance_is_entered_for_the_volunteer_with_one_button(pages: SignIn) -> None:
    client = pages("qin")
    offer = offers(client, "pending")[0]
    page = client.get(f"/confirmations?volunteer={offer['volunteer']}").text
    form = form_to(page, f"/{offer['id']}/answer")

    answer = client.post(form.action, data=form.data | {"answer": "accepted"})

    after = client.get(f"/v1/offers/{offer['id']}").json()
    assert answer.headers["Location"].startswith("/confirmations?volunteer=")
    assert (after["state"], after["answered_by"]) == ("accepted", "qin")


def test_a_decline_needs_a_reason(pages: SignIn) -> None:
    client = pages("qin")
    offer = offers(client, "pending")[0]

    answer = client.post(
        f"/confirmations/offers/{offer['id']}/answer", data={"answer": "declined", "version": offer["version"]}
    )

    assert answer.status_code == 422
    assert 'id="fault-reason"' in answer.text
    assert client.get(f"/v1/offers/{offer['id']}").json()["state"] == "pending"


def test_an_answer_that_somebody_else_entered_meanwhile_is_not_overwritten(pages: SignIn) -> None:
    client = pages("qin")
    offer = offers(client, "pending")[0]
    form = {"answer": "accepted", "version": str(offer["version"])}
    client.post(f"/confirmations/offers/{offer['id']}/answer", data=form)

    answer = client.post(
        f"/confirmations/offers/{offer['id']}/answer", data=form | {"answer": "declined", "reason": "病"}
    )

    assert answer.status_code == 412
    assert client.get(f"/v1/offers/{offer['id']}").json()["state"] == "accepted"


def test_a_decline_leads_to_who_could_come_instead_and_a_choice_is_published(pages: SignIn) -> None:
    client = pages("qin")
    visit = replaceable(client)
    to = decline(client, visit["offers"][0]).headers["Location"]
    form = form_to(client.get(to).text, "/replacement")

    answer = client.post(form.action, data=form.data)

    after = client.get(f"/v1/visits/{visit['id']}").json()
    assert to == f"/confirmations/visits/{visit['id']}"
    assert answer.headers["Location"] == to
    assert after["volunteers"] == form.data["volunteers"]
    assert {one["state"] for one in after["offers"]} == {"accepted"}


def test_a_choice_that_the_roster_has_overtaken_is_told_with_fresh_ones(pages: SignIn) -> None:
    client = pages("qin")
    visit = replaceable(client)
    form = form_to(client.get(f"/confirmations/visits/{visit['id']}?replace_all=true").text, "/replacement")

    answer = client.post(form.action, data=form.data | {"version": "0"})

    assert answer.status_code == 412
    assert "已有人修改" in answer.text
    assert client.get(f"/v1/visits/{visit['id']}").json()["volunteers"] == visit["volunteers"]


def test_a_visit_is_called_off_with_a_reason(pages: SignIn) -> None:
    client = pages("qin")
    visit = offers(client, "pending")[0]["visit"]
    page = client.get(f"/confirmations/visits/{visit}").text
    form = form_to(page, "/cancellation")

    client.post(form.action, data=form.data | {"reason": "住院"})

    assert client.get(f"/v1/visits/{visit}").json()["state"] == "cancelled"
    assert "住院" in client.get(f"/confirmations/visits/{visit}").text


def test_an_absence_declines_all_visits_in_it_and_seeks_others(pages: SignIn) -> None:
    client = pages("qin")
    offer = offers(client, "accepted")[0]
    page = client.get(f"/confirmations/volunteers/{offer['volunteer']}").text
    form = form_to(page, "/absence")
    away = {"from": ["2026-11-25T10:00"], "until": ["2026-11-30T00:00"], "reason": ["感冒"]}

    answer = client.post(form.action, data=form.data | away)

    after = client.get(answer.headers["Location"]).text
    states = {
        one["state"]
        for one in client.get(f"/v1/offers?volunteer={offer['volunteer']}").json()["items"]
        if one["start"] > "2026-11-25T10:00"
    }
    assert states == {"declined"}
    assert f"/confirmations/visits/{offer['visit']}" in after
    assert "重新排班" in after


def test_an_absence_that_ends_before_it_begins_is_told_and_kept_in_the_form(pages: SignIn) -> None:
    client = pages("qin")
    volunteer = offers(client, "accepted")[0]["volunteer"]
    away = {"from": "2026-11-26T10:00", "until": "2026-11-25T10:00", "reason": "感冒"}

    answer = client.post(f"/confirmations/volunteers/{volunteer}/absence", data=away)

    assert answer.status_code == 422
    assert "结束须晚于开始" in answer.text
    assert form_to(answer.text, "/absence").data["reason"] == ["感冒"]


def test_a_message_bears_a_new_address_that_opens_the_volunteers_page(pages: SignIn) -> None:
    client = pages("qin")
    offer = offers(client, "pending")[0]

    page = client.post(f"/confirmations/offers/{offer['id']}/message").text

    link = re.search(r"https://testserver(/offers/[\w-]+)", page)
    assert link is not None
    assert client.get(link[1]).status_code == 200
    assert words_of(page).index("请在") < words_of(page).index("/offers/")


def test_all_that_a_volunteer_has_not_answered_is_one_message(pages: SignIn) -> None:
    client = pages("qin")
    pending = offers(client, "pending")
    volunteer = pending[0]["volunteer"]

    page = client.post(f"/confirmations/volunteers/{volunteer}/message").text

    assert page.count("https://testserver/offers/") == sum(one["volunteer"] == volunteer for one in pending)


def test_an_auditor_sees_answers_and_enters_none(pages: SignIn) -> None:
    client = pages("he")

    page = client.get("/confirmations").text

    assert "/confirmations/visits/" in page
    assert not [1 for form in re.findall(r'action="([^"]+)"', page) if "/answer" in form]

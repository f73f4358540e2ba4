"""The volunteer's own page: opened by its address alone, answered once, and silent on whom they visit until they accept."""

import re

from fastapi.testclient import TestClient

from tests.screens.confirmations.finding import offers
from tests.screens.conftest import SignIn
from tests.screens.reading import words_of


def own_page(client: TestClient, state: str = "pending") -> tuple[str, str]:
    """The address of an offer that stands so, and the cadre's name; nobody is signed in afterwards."""
    offer = offers(client, state)[-1]
    page = client.post(f"/confirmations/offers/{offer['id']}/message").text
    link = re.search(r"https://testserver(/offers/[\w-]+)", page)
    assert link is not None
    cadre = client.get(f"/v1/visits/{offer['visit']}").json()["cadre"]
    name = client.get(f"/v1/cadres/{cadre}?reveal=test").json()["name"]
    client.cookies.clear()
    return link[1], name


def test_the_address_is_told_only_after_yes(pages: SignIn) -> None:
    client = pages("qin")
    link, name = own_page(client)

    before = client.get(link)
    client.post(link, data={"answer": "accepted"})
    after = client.get(link)

    assert name not in before.text
    assert name in after.text
    assert "您已接受" in after.text
    assert before.headers["Cache-Control"] == "no-store"


def test_a_no_without_a_reason_is_asked_again(pages: SignIn) -> None:
    client = pages("qin")
    link, _ = own_page(client)

    answer = client.post(link, data={"answer": "declined"})

    assert answer.status_code == 422
    assert "好，我来" in answer.text


def test_a_no_with_a_reason_is_kept(pages: SignIn) -> None:
    client = pages("qin")
    link, _ = own_page(client)

    client.post(link, data={"answer": "declined", "reason": "外出"})

    assert "您已谢绝" in client.get(link).text


def test_another_answer_later_is_refused_in_a_sentence(pages: SignIn) -> None:
    client = pages("qin")
    link, _ = own_page(client)
    client.post(link, data={"answer": "accepted"})

    answer = client.post(link, data={"answer": "declined", "reason": "外出"})

    assert answer.status_code == 409
    assert "请致电服务站" in words_of(answer.text)


def test_an_address_that_nobody_was_given_opens_nothing(pages: SignIn) -> None:
    client = pages("qin")
    client.cookies.clear()

    answer = client.get(f"/offers/{'x' * 43}")

    assert answer.status_code == 404


def test_publishing_tells_the_page_beside_the_address_for_programs(pages: SignIn) -> None:
    client = pages("qin")
    offer = offers(client, "pending")[0]
    headers = {"If-Match": f'"{offer["version"]}"', "Origin": "https://testserver"}

    link = client.post(f"/v1/offers/{offer['id']}/link", headers=headers).json()

    assert client.get(link["page"]).status_code == 200
    assert client.get(link["link"]).json()["state"] == "pending"

"""Versions are listed and compared; weeks are begun, solved and published from the board."""

import re

from tests.screens.board.reading import draft, newest
from tests.screens.conftest import SignIn

FREE_WEEK = "2026-12-07"


def version(html: str) -> str:
    """Of the roster, as the form sends it."""
    found = re.search(r'name="version" value="(\d+)"', html)
    assert found is not None
    return found[1]


def test_two_versions_are_compared_by_word_and_sign(pages: SignIn) -> None:
    client = pages("qin")
    _, roster = draft(client)
    visits = client.get(f"/v1/rosters/{roster}").json()["document"]["visits"]

    html = client.get(f"/board/{roster}/diff?before=1&after=2").text

    assert html.count('<span class="mark good"><span aria-hidden="true">+</span> 新增</span>') == len(visits)


def test_a_week_without_a_roster_is_made_and_solved_in_one_step(pages: SignIn) -> None:
    client = pages("qin")
    offered = client.get(f"/board?week={FREE_WEEK}").text
    action = re.search(r'action="(/board\?place=[^"]+)"', offered)
    assert action is not None

    made = client.post(action[1].replace("&amp;", "&"), data={"begin": "solve"})

    looking = client.get(made.headers["Location"]).text
    assert made.status_code == 303
    assert "排队中" in looking
    assert 'role="progressbar"' in looking
    assert "http-equiv" in looking


def test_a_solve_that_nobody_has_begun_is_stopped(pages: SignIn) -> None:
    client = pages("qin")
    _, roster = draft(client)
    form = client.get(f"/board/{roster}/solve").text
    begun = client.post(f"/board/{roster}/solve", data={"seconds": "10", "afresh": "no", "version": version(form)})

    second = client.post(f"/board/{roster}/solve", data={"seconds": "10", "afresh": "yes", "version": version(form)})
    client.post(begun.headers["Location"])

    assert begun.status_code == 303
    assert second.headers["Location"] == begun.headers["Location"]
    assert "开始前已停止" in client.get(begun.headers["Location"]).text


def test_seconds_that_are_no_number_are_told_at_the_form(pages: SignIn) -> None:
    client = pages("qin")
    _, roster = draft(client)

    answer = client.post(f"/board/{roster}/solve", data={"seconds": "long", "version": "1"})

    assert answer.status_code == 422


def test_publishing_tells_each_volunteer_once_where_to_answer(pages: SignIn) -> None:
    client = pages("qin")
    _, roster = draft(client)
    preview = client.get(f"/board/{roster}/publish").text
    people = {
        one for visit in client.get(f"/v1/rosters/{roster}").json()["document"]["visits"] for one in visit["volunteers"]
    }

    published = client.post(f"/board/{roster}/publish", data={"version": version(preview)})

    links = re.findall(r"https://testserver/offers/([\w-]+)", published.text)
    assert published.status_code == 200
    assert published.text.count("<textarea") == len(people)
    assert len(set(links)) == len(links) > 0
    assert all(client.get(f"/v1/offers/by-token/{token}").status_code == 200 for token in links[:3])
    assert "*" not in re.findall(r"<textarea[^>]*>([^，]*)，", published.text)[0]
    again = client.post(f"/board/{roster}/publish", data={"version": version(preview)})
    assert again.status_code == 412
    assert "/offers/" not in again.text


def test_what_stands_in_the_way_of_publishing_is_told_by_name(pages: SignIn) -> None:
    client = pages("qin")
    html = client.get("/board?week=2026-11-23").text
    roster = re.search(r"/board/([^/\"]+)/publish", html)
    assert roster is not None

    page = client.get(f"/board/{roster[1]}/publish")

    assert page.status_code == 200
    assert "本版已发布" in page.text or "须先处理" in page.text


def test_nothing_to_undo_is_told_on_the_board(pages: SignIn) -> None:
    client = pages("qin")
    html = client.get("/board?week=2026-11-23").text
    found = re.search(r"/board/([^/\"]+)/versions", html)
    assert found is not None

    answer = client.post(f"/board/{found[1]}/undo", data={"version": version(html)})

    assert answer.status_code == 303
    assert "不能撤销" in client.get(answer.headers["Location"]).text
    assert newest(client, found[1]) == 2

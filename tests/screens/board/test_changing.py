"""A coordinator changes a visit without scripts: sees who could come and what it would do, does it, and takes it back."""

import re

from fastapi.testclient import TestClient

from tests.screens.board.reading import Card, cards, draft, hidden, newest
from tests.screens.conftest import SignIn


def single(client: TestClient) -> tuple[str, Card]:
    """A draft, and a visit of one person in it."""
    html, roster = draft(client)
    return roster, next(one for one in cards(html) if len(one.volunteers) == 1)


def visit(client: TestClient, roster: str, need: str, day: str) -> dict[str, object] | None:
    """As the newest version has it."""
    visits = client.get(f"/v1/rosters/{roster}").json()["document"]["visits"]
    return next((one for one in visits if one["need"] == need and one["start"].startswith(day)), None)


def test_the_first_candidate_can_be_taken_and_undone(pages: SignIn) -> None:
    client = pages("qin")
    html, roster = draft(client)
    card, choices = next(
        (one, page)
        for one in cards(html)
        if 'button class="candidate"'
        in (page := client.get(f"/board/{roster}/change?need={one.need}&date={one.date}").text)
    )
    before = newest(client, roster)

    first = choices[choices.index('<ol class="candidates">') :]
    asked = re.findall(r'name="([^"]+)" value="([^"]*)"', first[: first.index("</form>")])
    judged = client.get(f"/board/{roster}/change", params=asked).text
    done = client.post(f"/board/{roster}/change", data=hidden(judged))

    wanted = dict(asked)
    changed = visit(client, roster, card.need, wanted["day"])
    assert "不违反任何规则" in judged
    assert done.status_code == 303, done.text
    assert changed is not None
    assert changed["start"] == f"{wanted['day']}T{wanted['time']}"
    assert newest(client, roster) == before + 1
    version = re.search(r'name="version" value="(\d+)"', draft(client)[0])
    assert version is not None
    assert client.post(f"/board/{roster}/undo", data={"version": version[1]}).status_code == 303
    undone = visit(client, roster, card.need, card.date)
    assert undone is not None
    assert undone["start"] == f"{card.date}T{card.time}"


def test_what_would_break_a_rule_is_told_and_never_stored(pages: SignIn) -> None:
    client = pages("qin")
    roster, card = single(client)
    asked = {"need": card.need, "date": card.date, "do": "move", "day": card.date, "time": "03:00"}

    judged = client.get(f"/board/{roster}/change", params=asked).text
    kept = client.post(f"/board/{roster}/change", data=hidden(judged))

    assert "会违反" in judged
    assert "就这样改" not in judged
    assert kept.status_code == 409
    assert newest(client, roster) == 2


def test_whoever_was_slower_sees_the_change_judged_anew(pages: SignIn) -> None:
    client = pages("qin")
    roster, card = single(client)
    asked = {"need": card.need, "date": card.date, "do": "remove"}
    mine = hidden(client.get(f"/board/{roster}/change", params=asked).text)
    client.post(f"/board/{roster}/change", data=mine | {"do": "pin"})

    late = client.post(f"/board/{roster}/change", data=mine)

    assert late.status_code == 412
    assert "已有人修改" in late.text
    assert hidden(late.text)["version"] != mine["version"]
    assert newest(client, roster) == 3


def test_a_pinned_visit_is_marked_and_can_be_unpinned(pages: SignIn) -> None:
    client = pages("qin")
    roster, card = single(client)
    page = client.get(f"/board/{roster}/change?need={card.need}&date={card.date}").text
    sent = hidden(page)

    pinned = client.post(f"/board/{roster}/change", data=sent)

    assert sent["do"] == "pin"
    assert pinned.status_code == 303
    assert visit(client, roster, card.need, card.date)["pinned"] is True  # type: ignore[index]
    again = client.get(f"/board/{roster}/change?need={card.need}&date={card.date}").text
    assert hidden(again)["do"] == "unpin"


def test_what_is_taken_off_is_unmet_and_can_be_given_to_somebody(pages: SignIn) -> None:
    client = pages("qin")
    roster, card = single(client)
    judged = client.get(f"/board/{roster}/change", params={"need": card.need, "date": card.date, "do": "remove"}).text
    client.post(f"/board/{roster}/change", data=hidden(judged))
    gone = visit(client, roster, card.need, card.date)

    back = {"need": card.need, "do": "add", "day": card.date, "volunteers": list(card.volunteers)}
    judged = client.get(f"/board/{roster}/change", params=back).text
    done = client.post(f"/board/{roster}/change", data=hidden(judged))

    assert gone is None
    assert done.status_code == 303, done.text
    assert visit(client, roster, card.need, card.date)["volunteers"] == list(card.volunteers)  # type: ignore[index]


def test_a_swap_is_judged_for_both_visits(pages: SignIn) -> None:
    client = pages("qin")
    roster, card = single(client)
    page = client.get(f"/board/{roster}/change?need={card.need}&date={card.date}").text
    other = re.findall(r"<option value=\"([^\"~]+~[^\"~]+~[^\"~]+)\"", page)[0]

    asked = {"need": card.need, "date": card.date, "do": "swap", "other": other}
    judged = client.get(f"/board/{roster}/change", params=asked).text

    assert judged.count('<span aria-hidden="true">⇄</span> 换人') == 2
    assert hidden(judged)["other"] == other


def test_an_unmet_need_without_a_day_is_asked_for_one(pages: SignIn) -> None:
    client = pages("qin")
    _, roster = draft(client)

    page = client.get(f"/board/{roster}/change?need=contract&do=add")

    assert page.status_code == 422
    assert "请选择日期和志愿者" in page.text


def test_a_visit_that_is_gone_is_told_of(pages: SignIn) -> None:
    client = pages("qin")
    _, roster = draft(client)

    page = client.get(f"/board/{roster}/change?need=contract&date=2026-11-30")

    assert page.status_code == 422
    assert "已不在排班表中" in page.text


def test_nothing_that_is_typed_into_an_address_makes_a_fault(pages: SignIn) -> None:
    client = pages("qin")
    roster, card = single(client)
    there = {"need": card.need, "date": card.date}
    odd = (
        {"need": "nothing"},
        {"need": card.need, "date": "soon"},
        there | {"do": "fly"},
        there | {"do": "move", "time": "25:99"},
        there | {"do": "move", "time": "09:03"},
        there | {"do": "move", "day": "2027-01-01"},
        there | {"do": "move", "volunteers": "nobody"},
        there | {"do": "swap", "other": "a~2026-13-45~b"},
        there | {"do": "swap", "other": f"{card.need}~{card.date}"},
        there | {"do": "move", "shift": "x~2026-99-99~99.99"},
        there | {"do": "swap", "volunteer": "nobody", "other": f"contract~{card.date}~nobody"},
    )

    statuses = [client.get(f"/board/{roster}/change", params=one).status_code for one in odd]

    assert set(statuses) <= {404, 422}

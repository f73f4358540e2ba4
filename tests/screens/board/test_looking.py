"""A coordinator looks at a week: everybody in their row, every visit in its cell, and what is missing on top."""

import re

from tests.screens.board.reading import NEXT_WEEK, cards, draft, roster_on, rows
from tests.screens.conftest import SignIn


def test_every_visit_stands_in_the_row_of_each_of_its_volunteers(pages: SignIn) -> None:
    client = pages("qin")

    html, roster = draft(client)

    visits = client.get(f"/v1/rosters/{roster}").json()["document"]["visits"]
    planned = sorted((one["need"], one["start"][:10], one["start"][11:]) for one in visits for _ in one["volunteers"])
    assert sorted((one.need, one.date, one.time) for one in cards(html)) == planned


def test_volunteers_stand_by_pinyin(pages: SignIn) -> None:
    client = pages("qin")

    html = client.get(f"/board?week={NEXT_WEEK}").text

    by_pinyin = [one["id"] for one in client.get("/v1/volunteers?limit=200").json()["items"]]
    shown = rows(html)
    assert shown == [one for one in by_pinyin if one in shown]
    assert len(shown) == 28


def test_a_station_shows_its_own_volunteers_in_the_roster_of_the_city(pages: SignIn) -> None:
    client = pages("qin")

    html = client.get(f"/board?week={NEXT_WEEK}&place=station:liuxing").text

    own = {one["id"] for one in client.get("/v1/volunteers?station_id=liuxing&limit=200").json()["items"]}
    assert set(rows(html)) == own
    assert roster_on(html) == draft(client)[1]


def test_a_team_chooses_rows_and_a_service_chooses_cards(pages: SignIn) -> None:
    client = pages("qin")
    place = "place=region:liuzhou" if "region:liuzhou" in client.get("/board").text else ""

    html = client.get(f"/board?week={NEXT_WEEK}&team=medical&kind=medical&{place}").text

    offering = {
        one["id"] for one in client.get("/v1/volunteers?limit=200").json()["items"] if "medical" in one["services"]
    }
    assert set(rows(html)) == offering
    assert 'class="visit medical' in html
    assert 'class="visit household' not in html


def test_unmet_needs_are_told_the_worst_first_with_a_reason_by_name(pages: SignIn) -> None:
    client = pages("qin")
    client.post("/preferences/purpose", data={"purpose": "tests"})

    html, roster = draft(client)

    strip = html[html.index('<ul class="strip"') : html.index("</ul>", html.index('<ul class="strip"'))]
    unmet = client.get(f"/v1/rosters/{roster}/unmet").json()
    told = re.findall(r'<li class="card shortfall [^"]*" data-need="([^"]+)"', strip)
    assert told == [one["need"] for one in unmet]
    assert "lawyer-north" not in strip
    assert "韦律师" in strip


def test_the_figures_are_those_of_the_audit(pages: SignIn) -> None:
    client = pages("qin")

    html, roster = draft(client)

    audit = client.get(f"/v1/rosters/{roster}/audit").json()
    assert f"<b>{audit['score']['total']}</b>" in html
    assert f"<b>{audit['missing']}</b>" in html


def test_a_list_tells_the_same_visits_once_each(pages: SignIn) -> None:
    client = pages("qin")
    _, roster = draft(client)

    html = client.get(f"/board?week={NEXT_WEEK}&view=list").text

    visits = client.get(f"/v1/rosters/{roster}").json()["document"]["visits"]
    table = html[html.index('<table class="visits"') :]
    assert table.count("<tr><td>") == len(visits)


def test_answers_are_told_by_a_sign_and_in_words(pages: SignIn) -> None:
    client = pages("qin")

    html = client.get("/board?week=2026-11-23").text

    for words, sign in (("已接受", "✓"), ("已谢绝", "✗"), ("已完成", "■")):
        assert f'<span aria-hidden="true">{sign}</span><span class="hidden">{words}</span>' in html


def test_station_staff_see_what_is_published_where_the_roster_is_not_theirs(pages: SignIn) -> None:
    client = pages("lu")

    html = client.get("/board?week=2026-11-23").text

    assert "以下是本站已发布的安排" in html
    assert html.count('<a class="visit') > 0
    assert "draggable" not in html


def test_an_auditor_can_look_but_not_change(pages: SignIn) -> None:
    client = pages("he")

    html, roster = draft(client)

    assert "draggable" not in html
    assert f"/board/{roster}/solve" not in html
    assert client.get(f"/board/{roster}/change?need=contract").status_code == 403


def test_why_these_volunteers_is_told_rule_by_rule(pages: SignIn) -> None:
    client = pages("he")
    _, roster = draft(client)
    served = client.get(f"/v1/rosters/{roster}").json()["document"]["visits"][0]["need"]

    html = client.get(f"/board/{roster}/why/{served}").text

    assert "全部志愿者，逐条规则" in html
    assert "服务对口" in html


def test_the_print_shows_everybody_and_repeats_its_heads(pages: SignIn) -> None:
    client = pages("qin")
    html, roster = draft(client)

    paper = client.get(f"/board/{roster}/print").text

    assert paper.count('<th scope="row">') == len(rows(html))
    assert "board_print.css" in paper

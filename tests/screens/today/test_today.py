"""Today at a glance: what is counted is what is listed, and each thing that waits has its one way on."""

import re

from tests.screens.conftest import SignIn
from tests.screens.match.calling import asked, calls
from tests.screens.reading import words_of


def figures(page: str) -> list[int]:
    """Running, soon, emergencies, declined, unanswered, overdue, to call back."""
    return [int(number) for number in re.findall(r'<span class="figure">(\d+)</span>', page)]


def test_what_waits_is_counted_by_the_same_rules_as_the_api(pages: SignIn) -> None:
    client = pages("qin")
    declined = client.get("/v1/visits?coverage=uncovered&limit=200").json()["items"]
    ahead = [one for one in declined if one["start"] > "2026-11-25T10:00"]
    overdue = client.get("/v1/ledger/overdue").json()["total"]
    sad = client.get("/v1/feedback?open=true").json()["total"]

    page = client.get("/today").text

    assert figures(page)[3] == len(ahead)
    assert figures(page)[5] == overdue
    assert figures(page)[6] == sad


def test_visits_of_today_are_told_by_the_hour(pages: SignIn) -> None:
    client = pages("qin")
    today = client.get("/v1/visits?day=2026-11-25&limit=200").json()["items"]
    running = [one for one in today if one["start"] <= "2026-11-25T10:00" < one["end"] and one["state"] == "planned"]

    page = client.get("/today").text

    assert figures(page)[0] == len(running)
    assert page.count('<tr class="running"') == len(running)
    assert sum(
        page.count(f'<tr class="{phase}"') for phase in ("running", "soon", "later", "over", "closed", "cancelled")
    ) == len(today)


def test_a_declined_visit_is_one_click_from_its_replacement(pages: SignIn) -> None:
    client = pages("qin")
    visit = next(
        one
        for one in client.get("/v1/visits?coverage=uncovered&limit=200").json()["items"]
        if one["start"] > "2026-11-25T10:00"
    )

    page = client.get("/today").text

    assert f'href="/confirmations/visits/{visit["id"]}"' in page
    assert "可替补人员" in client.get(f"/confirmations/visits/{visit['id']}").text


def test_an_emergency_that_nobody_has_dealt_with_stands_first(pages: SignIn) -> None:
    client = pages("qin")
    address = asked(client, next(calls(priority="emergency")))

    page = client.get("/today").text

    assert figures(page)[2] == 1
    assert f'href="{address}"' in page
    assert words_of(page).index("未处理的求助") < words_of(page).index("今日服务")


def test_station_staff_see_their_own_station_alone_whatever_they_ask_for(pages: SignIn) -> None:
    own = figures(pages("qin").get("/today?place=station:liuxing").text)
    client = pages("lu")

    pages_seen = [client.get(address).text for address in ("/today", "/today?place=station:wantang")]

    assert [figures(page) for page in pages_seen] == [own, own]

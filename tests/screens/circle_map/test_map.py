"""The map and the tables that say the same; nobody's home is on it unless somebody who may said for what."""

import json
import re
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from api.application import create_app
from tests.screens.conftest import Open, SignIn
from tests.screens.furnishing import clock_at, copied, settings_in
from tests.screens.words import rows, words

STATION = "/map?place=station:liuxing"


def drawn(html: str) -> dict[str, Any]:
    """What the script is given to draw."""
    found = re.search(r'id="drawing">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_without_a_purpose_no_home_and_no_tour_is_drawn(pages: SignIn) -> None:
    page = pages("qin").get(STATION).text

    data = drawn(page)
    assert (len(data["stations"]), len(data["rings"])) == (1, 3)
    assert (data["homes"], data["tours"]) == ([], [])
    assert "显示住处" in page
    assert len(rows(page, "由远到近")) == 14


def test_with_a_purpose_every_home_of_the_station_is_drawn(pages: SignIn) -> None:
    client = pages("qin")
    client.cookies["purpose"] = "tests"

    data = drawn(client.get(STATION).text)

    assert len(data["homes"]) == 14
    assert data["tours"]


def test_a_role_that_does_not_see_dossiers_never_sees_homes(pages: SignIn) -> None:
    client = pages("meng")
    client.cookies["purpose"] = "tests"

    page = client.get(STATION).text

    assert drawn(page)["homes"] == []
    assert "您的角色不能查看住址" in page


def test_the_circle_holds_whom_the_report_counts(pages: SignIn) -> None:
    client = pages("qin")
    week = "from_day=2026-11-23&until_day=2026-11-29"
    counted = client.get(f"/v1/reports/circle?station_id=liuxing&{week}").json()["total"]["values"]

    for mode in ("walk", "e_bike", "bus"):
        table = rows(client.get(f"{STATION}&mode={mode}").text, "由远到近")
        assert sum("圈内" in row[-1] for row in table) == counted[f"within_{mode}"]


def test_tours_of_a_day_hold_the_days_visits(pages: SignIn) -> None:
    client = pages("qin")
    roster = client.get("/v1/rosters?limit=10").json()["items"]
    this_week = next(one["id"] for one in roster if one["week"] == "2026-11-23")
    visits = client.get(f"/v1/rosters/{this_week}").json()["document"]["visits"]
    expected = sum(len(one["volunteers"]) for one in visits if one["start"].startswith("2026-11-26"))

    page = client.get("/map?place=region:city&day=2026-11-26").text

    assert sum(row[2].count("→") for row in _tours(page)) == expected


def _tours(page: str) -> list[list[str]]:
    tables = re.findall(r"<caption>(\d+条行程)</caption>", page)
    return rows(page, tables[0])


def test_one_volunteer_can_be_followed(pages: SignIn) -> None:
    client = pages("qin")
    everybody = client.get(f"{STATION}&day=2026-11-25").text
    key = re.findall(r'<a href="/volunteers/([^"]+)">', everybody)[0]

    alone = client.get(f"{STATION}&day=2026-11-25&volunteer={key}").text

    assert set(re.findall(r'<a href="/volunteers/([^"]+)">', alone)) == {key}


def test_browsers_ask_nobody_for_tiles_unless_the_operator_names_a_server(furnished: Path, tmp_path: Path) -> None:
    settings = settings_in(copied(furnished, tmp_path / "service"))
    tiles = settings.model_copy(update={"map_tiles": "https://maps.example/{z}/{x}/{y}.png?tk=1"})

    policies = []
    for one in (settings, tiles):
        with clock_at(), TestClient(create_app(one)) as client:
            policies.append(client.get("/sign-in").headers["Content-Security-Policy"])

    assert "img-src 'self' data:;" in policies[0]
    assert "img-src 'self' data: https://maps.example;" in policies[1]
    assert policies[1].replace(" https://maps.example", "") == policies[0]


def test_the_map_is_drawn_with_a_scale_and_every_sign_has_a_name(signed_in: Open, service: str) -> None:
    page = signed_in("qin", "/today")
    page.context.add_cookies([{"name": "purpose", "value": "tests", "url": service}])
    page.goto(STATION)

    page.locator("#map .leaflet-control-scale-line").wait_for()

    assert page.locator("#map .pin.inside, #map .pin.outside").count() == 14
    assert page.locator("#map .pin.station").count() == 1
    names = page.locator("#map .leaflet-marker-icon").evaluate_all("pins => pins.map(pin => pin.title)")
    assert all(names)
    assert page.locator(".no-map").count() == 0


def test_without_scripts_the_page_says_where_to_read(pages: SignIn) -> None:
    assert "下方表格内容相同" in words(pages("qin").get(STATION).text)

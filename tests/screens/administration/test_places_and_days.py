"""Stations, regions, organisations and days are entered, replaced and removed on forms; what is wrong is told at its field."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.screens.conftest import SignIn
from tests.screens.words import rows, value, words

STATION = {
    "name": "新的服务站", "region_id": "district-0", "state": "pilot", "code": "", "address": "", "phone": "",
    "latitude": "24.35", "longitude": "109.4", "capacity": "20", "leader": "站长", "premises": "活动室",
    "hours": "周一至周五 08:30-17:30；周六 9点-12点", "regimes": ["duties", "study"],
    "staff_name": ["甲", "", "乙"], "staff_duty": ["登记", "", ""], "staff_time": ["full", "part", "part"],
}  # fmt: skip


def station(client: TestClient, name: str) -> dict[str, object]:
    """As the service keeps it."""
    found: dict[str, object] = next(
        one for one in client.get("/v1/stations?limit=100").json()["items"] if one["name"] == name
    )
    return found


def test_a_station_is_entered_with_its_hours_rules_and_staff(pages: SignIn) -> None:
    client = pages("qin")

    assert client.post("/administration/stations/new", data=STATION).status_code == 303

    kept = station(client, "新的服务站")
    windows = kept["opening_hours"]
    assert isinstance(windows, list)
    assert [one["weekday"] for one in windows] == [0, 1, 2, 3, 4, 5]
    assert windows[-1] == {"weekday": 5, "start": "09:00", "end": "12:00"}
    assert kept["regimes"] == ["duties", "study"]
    assert kept["staff"] == [
        {"name": "甲", "duty": "登记", "full_time": True},
        {"name": "乙", "duty": "", "full_time": False},
    ]


def test_a_form_that_is_sent_back_unchanged_changes_nothing(pages: SignIn) -> None:
    client = pages("qin")
    before = client.get("/v1/stations/liuxing").json()
    page = client.get("/administration/stations/liuxing").text
    hours = re.search(r'<textarea name="hours"[^>]*>([^<]*)</textarea>', page)
    premises = re.search(r'<textarea name="premises"[^>]*>([^<]*)</textarea>', page)
    assert hours is not None
    assert premises is not None
    simple = ("version", "name", "code", "address", "phone", "latitude", "longitude", "capacity", "leader")
    form = {name: value(page, name) for name in simple} | {
        "hours": hours[1],
        "premises": premises[1],
        "region_id": before["region_id"],
        "state": before["state"],
        "regimes": re.findall(r'name="regimes" value="(\w+)" checked', page),
        "staff_name": re.findall(r'name="staff_name" value="([^"]*)"', page),
        "staff_duty": re.findall(r'name="staff_duty" value="([^"]*)"', page),
        "staff_time": ["full" if one["full_time"] else "part" for one in before["staff"]] + ["part"] * 3,
    }

    assert client.post("/administration/stations/liuxing", data=form).status_code == 303

    assert client.get("/v1/stations/liuxing").json() == before


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("hours", "随时", "星期和时间"),
        ("latitude", "124", "不得大于90"),
        ("latitude", "here", "请填数字"),
        ("name", "", "此处必填"),
        ("capacity", "-1", "不得小于0"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field_and_stays_typed(
    pages: SignIn, field: str, typed: str, told: str
) -> None:
    client = pages("qin")

    answer = client.post("/administration/stations/new", data=STATION | {field: typed})

    assert answer.status_code == 422
    assert told in words(answer.text)
    assert value(answer.text, "leader") == "站长"
    assert typed in answer.text


def test_who_is_overtaken_is_told_and_changes_nothing(pages: SignIn) -> None:
    client = pages("qin")

    answer = client.post("/administration/stations/liuxing", data=STATION | {"version": "999"})

    assert answer.status_code == 412
    assert client.get("/v1/stations/liuxing").json()["name"] != "新的服务站"


def test_station_staff_look_at_stations_and_change_none_beyond_their_region(pages: SignIn) -> None:
    client = pages("lu")

    assert "柳星社区" in client.get("/administration/stations").text
    assert "弯塘社区" not in client.get("/administration/stations").text

    assert client.post("/administration/stations/new", data=STATION).status_code == 403


def test_whoever_may_only_look_finds_the_form_closed(pages: SignIn) -> None:
    page = pages("he").get("/administration/stations/liuxing").text

    assert re.search(r"<fieldset[^>]* disabled", page)
    assert ">保存</button>" not in page


def test_a_region_stands_below_the_one_that_it_lies_in(pages: SignIn) -> None:
    client = pages("qin")

    entered = client.post(
        "/administration/regions/new", data={"name": "新街道", "kind": "street", "parent_id": "district-0"}
    )

    assert entered.status_code == 303
    tree = [row[0] for row in rows(client.get("/administration/regions").text, "区域")]
    assert tree[tree.index("柳北区") + 1] == "新街道"
    wrong = client.post(
        "/administration/regions/new", data={"name": "新城区", "kind": "district", "parent_id": "district-0"}
    )
    assert wrong.status_code == 422


def test_what_others_refer_to_is_not_removed(pages: SignIn) -> None:
    client = pages("qin")
    version = value(client.get("/administration/regions/district-0").text, "version")

    answer = client.post("/administration/regions/district-0/remove", data={"version": version})

    assert answer.status_code == 409
    assert client.get("/v1/regions/district-0").status_code == 200


def test_an_organisation_is_found_by_its_initials_and_removed(pages: SignIn) -> None:
    client = pages("qin")
    client.post(
        "/administration/organisations/new",
        data={"name": "新芽中学", "kind": "school", "contact": "", "phone": "", "services": ["study"]},
    )

    page = client.get("/administration/organisations?q=xyzx").text

    assert [row[:2] + row[4:] for row in rows(page, "志愿者来源")] == [["新芽中学", "学校", "学习"]]
    address = re.search(r'href="(/administration/organisations/[0-9a-f]+)"', page)
    assert address is not None
    version = value(client.get(address[1]).text, "version")
    assert client.post(f"{address[1]}/remove", data={"version": version}).status_code == 303
    assert client.get(address[1]).status_code == 404


def test_a_year_is_filled_in_as_announced_and_a_day_by_hand(pages: SignIn) -> None:
    client = pages("qin")

    assert client.post("/administration/calendar/year/fill", data={"year": "2025"}).status_code == 303

    days = {row[0]: row[1:] for row in rows(client.get("/administration/calendar?year=2025").text, "放假")}
    assert days["2025年10月1日（周三）"][0] == "放假"
    assert days["2025年10月11日（周六）"][0] == "补班"
    day = {"day": "2031-10-11", "kind": "workday", "name_zh": "补班", "name_en": "made up"}
    assert client.post("/administration/calendar/new", data=day).status_code == 422
    assert client.post("/administration/calendar/new", data=day | {"follows": "2"}).status_code == 303
    assert "2031年10月11日" in client.get("/administration/calendar?year=2031").text

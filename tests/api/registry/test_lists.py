"""Lists are found by what people remember, in the order of pinyin, page by page."""

import pytest
from fastapi.testclient import TestClient

from api.registry.cadres import CADRES
from api.registry.volunteers import VOLUNTEERS
from tests.api.registry.conftest import Enter

PEOPLE = {
    "单雄信": "138 0000 4321",
    "李安": "",
    "连战英": "０２１－５５５－６７８９",
    "Anna Li": "",
    "覃立山": "",
}


@pytest.fixture
def people(town: TestClient, enter: Enter) -> TestClient:
    """The pilots, and five cadres with telling names."""
    for number, (name, phone) in enumerate(PEOPLE.items()):
        fields = CADRES.example | {"name": name, "phone": phone, "code": f"X-{number}", "grid": "g7"}
        assert enter("cadres", fields).status_code == 201
    return town


def names(client: TestClient, query: str) -> list[str]:
    return [one["name"] for one in client.get(f"/v1/cadres?{query}").json()["items"]]


def test_names_are_in_the_order_of_pinyin(people: TestClient) -> None:
    found = names(people, "grid=g7")

    # anna li < li an < lian zhan ying < qin li shan < shan xiong xin; syllable by syllable, li before lian
    assert found == ["Anna Li", "李安", "连战英", "覃立山", "单雄信"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("雄", ["单雄信"]),
        ("sxx", ["单雄信"]),  # as a surname
        ("dxx", ["单雄信"]),  # as it is read elsewhere
        ("SHANXIONG", ["单雄信"]),
        ("qls", ["覃立山"]),
        ("tls", ["覃立山"]),
        ("lianzh", ["连战英"]),
        ("４３２１", ["单雄信"]),  # the tail of a phone, in full-width figures
        ("789", ["连战英"]),
        ("x-3", ["Anna Li"]),  # the number they bear elsewhere
        ("anna li", ["Anna Li"]),
        ("%25", []),  # a sign that means anything to a database and nothing here
        ("zzz", []),
    ],
)
def test_somebody_is_found_by_what_is_typed(typed: str, found: list[str], people: TestClient) -> None:
    assert names(people, f"grid=g7&q={typed}") == found


def test_a_change_of_name_and_phone_is_found_by_the_new_ones(people: TestClient) -> None:
    one = people.get("/v1/cadres?grid=g7&q=李安").json()["items"][0]
    fields = {name: one[name] for name in CADRES.fields.model_fields} | {"name": "王安", "phone": "000 7777"}

    people.put(f"/v1/cadres/{one['id']}", json=fields, headers={"If-Match": '"1"'})

    assert [names(people, f"grid=g7&q={typed}") for typed in ("wa", "7777", "la")] == [["王安"], ["王安"], []]


def test_pages_hold_everybody_once(town: TestClient, enter: Enter) -> None:
    seen: list[str] = []
    offset: int | None = 0
    while offset is not None:
        page = town.get(f"/v1/cadres?limit=9&offset={offset}").json()
        seen += [one["id"] for one in page["items"]]
        offset = page["next_offset"]

    # four stations of fourteen cadres each
    assert len(seen) == len(set(seen)) == page["total"] == 56


def test_a_region_holds_what_lies_below_it(town: TestClient, enter: Enter) -> None:
    def totals(region: str) -> list[int]:
        paths = ("stations", "cadres", "volunteers")
        return [town.get(f"/v1/{path}?region_id={region}").json()["total"] for path in paths]

    # six volunteers a station, and two of the four professionals each at the second and the fourth
    assert totals("city") == [4, 56, 28]
    assert totals("district-0") == [1, 14, 6]
    assert totals("district-1") == [1, 14, 8]
    assert totals("nowhere") == [0, 0, 0]


@pytest.mark.parametrize(
    "query",
    [
        "stations?state=pilot",
        "volunteers?service=haircut",
        "volunteers?active=false",
        "availability-exceptions?since=2026-01-01&until=2026-12-31",
        "cadres?hardship=widowed",
        "cadres?category=lixiu&mobility=housebound",
        "consents?withdrawn=true&purpose=service",
        "groups?member=liuxing-c001",
        "needs?station_id=liuxing&service=haircut",
        "needs?region_id=city&pillar=study&party=volunteer&on=2026-11-23",
        "need-weeks?week=2026-11-23",
        "calendar-days?kind=holiday&since=2026-01-01",
        "regions?kind=district&parent_id=city",
        "organisations?kind=school&q=x",
    ],
)
def test_a_filter_keeps_those_that_it_names(query: str, town: TestClient, enter: Enter) -> None:
    path, _, filters = query.partition("?")

    answer = town.get(f"/v1/{query}")

    assert answer.status_code == 200
    everybody = town.get(f"/v1/{path}").json()["items"]
    plain = dict(part.split("=") for part in filters.split("&"))
    of_columns = {name: value for name, value in plain.items() if everybody and name in everybody[0]}
    expected = [one for one in everybody if all(str(one[name]) == value for name, value in of_columns.items())]
    assert answer.json()["total"] == len(answer.json()["items"]) <= len(expected)
    if of_columns == plain:
        assert answer.json()["items"] == expected


def test_a_team_is_found_by_its_service_and_no_other(town: TestClient, enter: Enter) -> None:
    everybody = town.get("/v1/volunteers").json()["items"]

    found = town.get("/v1/volunteers?service=legal").json()["items"]

    assert found == [one for one in everybody if "legal" in one["services"]]
    assert 0 < len(found) < len(everybody)


def test_a_new_volunteer_can_be_told_by_organisation(town: TestClient, enter: Enter) -> None:
    school = enter("organisations", {"name": "示例学校", "kind": "school"}).json()["id"]
    enter("volunteers", VOLUNTEERS.example | {"organisation_id": school})

    found = town.get(f"/v1/volunteers?organisation_id={school}").json()["items"]

    assert [one["name"] for one in found] == [VOLUNTEERS.example["name"]]

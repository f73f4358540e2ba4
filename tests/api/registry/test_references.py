"""What is referred to must be there, and stays while it is referred to."""

import pytest
from fastapi.testclient import TestClient

from api.registry.cadres import CADRES
from api.registry.groups import GROUPS
from api.registry.needs import NEEDS
from api.registry.volunteers import VOLUNTEERS
from tests.api.registry.conftest import Enter


@pytest.mark.parametrize(
    ("path", "fields", "field", "zh"),
    [
        ("stations", {"region_id": "x", "name": "站", "latitude": 24, "longitude": 109}, "region_id", "区域"),
        ("volunteers", VOLUNTEERS.example | {"organisation_id": "x"}, "organisation_id", "组织"),
        ("volunteers", VOLUNTEERS.example | {"cadre_id": "x"}, "cadre_id", "老干部"),
        ("groups", GROUPS.example | {"members": ["liuxing-c001", "x"]}, "members", "老干部"),
        ("needs", NEEDS.example | {"group_id": "x"}, "group_id", "小组"),
        ("needs", NEEDS.example | {"excluded_volunteers": ["x"]}, "excluded_volunteers", "志愿者"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_reference_to_nothing_is_refused_by_the_name_of_its_field(
    path: str, fields: dict[str, object], field: str, zh: str, town: TestClient, enter: Enter
) -> None:
    answer = enter(path, fields)

    assert (answer.status_code, answer.json()["code"]) == (422, "NO_SUCH_REFERENCE")
    assert answer.json()["errors"][0]["path"] == f"body.{field}"
    assert answer.json()["zh"] == f"{field}：没有这个{zh}。"


def test_what_others_refer_to_stays_and_is_told_by_whom(town: TestClient, enter: Enter) -> None:
    station = town.delete("/v1/stations/liuxing", headers={"If-Match": "*"})
    region = town.delete("/v1/regions/city", headers={"If-Match": "*"})

    # the city has four districts; the station six volunteers of its own, fourteen cadres and a study group
    assert (region.status_code, region.json()["code"]) == (409, "IN_USE")
    assert "区域" in region.json()["zh"]
    assert "region (4)" in region.json()["en"]
    assert (station.status_code, station.json()["code"]) == (409, "IN_USE")
    assert "cadre (14)" in station.json()["en"]
    assert "volunteer (6)" in station.json()["en"]


def test_a_member_of_a_group_and_a_volunteer_whom_a_need_names_stay(town: TestClient, enter: Enter) -> None:
    cadre = enter("cadres", CADRES.example).json()["id"]
    volunteer = enter("volunteers", VOLUNTEERS.example).json()["id"]
    group = enter("groups", GROUPS.example | {"members": [cadre]}).headers["Location"]
    need = enter("needs", NEEDS.example | {"preferred_volunteers": [volunteer]}).headers["Location"]

    kept = [town.delete(f"/v1/{one}", headers={"If-Match": "*"}) for one in named(cadre, volunteer)]
    freed = [town.delete(one, headers={"If-Match": "*"}) for one in (group, need, *absolute(cadre, volunteer))]

    assert [(one.status_code, one.json()["code"]) for one in kept] == [(409, "IN_USE")] * 2
    assert [one.status_code for one in freed] == [204] * 4


def named(cadre: str, volunteer: str) -> list[str]:
    return [f"cadres/{cadre}", f"volunteers/{volunteer}"]


def absolute(cadre: str, volunteer: str) -> list[str]:
    return [f"/v1/{one}" for one in named(cadre, volunteer)]


def test_what_is_part_of_a_thing_goes_with_it(town: TestClient, enter: Enter) -> None:
    volunteer = enter("volunteers", VOLUNTEERS.example).json()["id"]
    away = {"volunteer_id": volunteer, "day": "2026-11-25"}
    exception = enter("availability-exceptions", away).headers["Location"]

    removed = town.delete(f"/v1/volunteers/{volunteer}", headers={"If-Match": "*"})

    assert removed.status_code == 204
    assert town.get(exception).status_code == 404


def test_nothing_is_there_twice_and_the_other_one_is_named(town: TestClient, enter: Enter) -> None:
    first = enter("volunteers", VOLUNTEERS.example).json()["id"]
    day = {"volunteer_id": first, "day": "2026-11-25"}
    exception = enter("availability-exceptions", day).json()["id"]

    same_code = enter("volunteers", VOLUNTEERS.example | {"name": "示例-别人", "phone": ""})
    same_person = town.post(
        "/v1/volunteers", json=VOLUNTEERS.example | {"code": None, "phone": "（000）００００－０００１"}
    )
    same_day = enter("availability-exceptions", day)
    namesake = enter("volunteers", VOLUNTEERS.example | {"code": None, "phone": "000-1111-0001"})

    assert [
        (one.status_code, one.json()["code"], one.json()["other"]) for one in (same_code, same_person, same_day)
    ] == [
        (409, "TAKEN", first),
        (409, "ALREADY_KNOWN", first),
        (409, "TAKEN", exception),
    ]
    assert namesake.status_code == 201

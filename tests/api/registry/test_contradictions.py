"""Fields that are well-formed each and cannot be true together are refused, and the field is named."""

import pytest
from fastapi.testclient import TestClient

from api.registry.cadres import CADRES
from api.registry.groups import GROUPS
from api.registry.needs import NEEDS
from api.registry.volunteers import VOLUNTEERS
from tests.api.registry.conftest import Enter

MONDAY_MORNING = {"weekday": 0, "start": "08:00", "end": "08:45"}
NEED = NEEDS.example
WEEK = {"need_id": "haircut", "week": "2026-11-23"}
DAY = {"day": "2026-10-10", "kind": "workday", "name_zh": "补班", "name_en": "Made up"}


@pytest.mark.parametrize(
    ("path", "fields", "field"),
    [
        ("needs", NEED | {"latitude": 24.3}, "longitude"),
        ("groups", GROUPS.example | {"longitude": 109.4}, "latitude"),
        ("needs", NEED | {"from_day": "2026-12-01", "until_day": "2026-11-30"}, "until_day"),
        ("needs", NEED | {"windows": [MONDAY_MORNING]}, "windows"),  # 45 minutes for a visit of 60
        ("needs", NEED | {"visits": 3, "min_gap_days": 4}, "min_gap_days"),  # the third would be on the ninth day
        (
            "needs",
            NEED | {"preferred_volunteers": ["liuxing-v01"], "excluded_volunteers": ["liuxing-v01"]},
            "preferred_volunteers",
        ),
        ("volunteers", VOLUNTEERS.example | {"mode": "submarine"}, "mode"),
        ("cadres", CADRES.example | {"born_on": "2999-01-01"}, "born_on"),
        (
            "consents",
            {"cadre_id": "liuxing-c001", "purpose": "health", "given_on": "2026-02-01", "withdrawn_on": "2026-01-31"},
            "withdrawn_on",
        ),
        ("need-weeks", WEEK | {"week": "2026-11-24"}, "week"),
        ("need-weeks", WEEK | {"windows": [{"start": "2026-11-30T08:00", "end": "2026-11-30T09:00"}]}, "windows"),
        ("need-weeks", WEEK | {"windows": [{"start": "2026-11-24T23:30", "end": "2026-11-25T00:30"}]}, "windows"),
        ("need-weeks", WEEK | {"windows": [{"start": "2026-11-24T09:00", "end": "2026-11-24T08:00"}]}, "windows"),
        ("need-weeks", WEEK | {"windows": [{"start": "2026-11-24T08:00", "end": "2026-11-24T08:10"}]}, "windows"),
        ("calendar-days", DAY, "follows"),
        ("regions", {"name": "上", "kind": "city", "parent_id": "city"}, "parent_id"),
        ("regions", {"name": "上", "kind": "district", "parent_id": "district-0"}, "parent_id"),
    ],
)
def test_what_cannot_be_true_together_is_refused(
    path: str, fields: dict[str, object], field: str, town: TestClient, enter: Enter
) -> None:
    answer = enter(path, fields)

    assert (answer.status_code, answer.json()["code"]) == (422, "CONTRADICTION"), answer.text
    assert answer.json()["errors"][0]["path"] == f"body.{field}"


def test_a_window_that_ends_before_it_starts_is_a_contradiction_and_no_time_of_day_a_mistake(
    town: TestClient,
    enter: Enter,
) -> None:
    backwards = NEED | {"windows": [{"weekday": 0, "start": "11:00", "end": "10:00"}]}
    no_time = NEED | {"windows": [{"weekday": 0, "start": "08:00", "end": "25:00"}]}

    codes = [enter("needs", fields).json()["code"] for fields in (backwards, no_time)]

    assert codes == ["CONTRADICTION", "INVALID"]


def test_the_tree_of_regions_never_gets_a_circle(town: TestClient, enter: Enter) -> None:
    street = {"name": "街道", "kind": "street", "parent_id": "district-0"}
    made = enter("regions", street).json()["id"]
    district = {"name": "柳北区", "kind": "district", "parent_id": "city"}

    below_itself = town.put("/v1/regions/district-0", json=district | {"parent_id": "district-0"}, headers=ANY)
    below_its_child = town.put(
        "/v1/regions/district-0", json=district | {"kind": "community", "parent_id": made}, headers=ANY
    )
    as_low_as_its_child = town.put("/v1/regions/district-0", json=district | {"kind": "street"}, headers=ANY)

    assert [one.status_code for one in (below_itself, below_its_child, as_low_as_its_child)] == [422, 422, 422]
    assert as_low_as_its_child.json()["errors"][0]["path"] == "body.kind"
    assert town.get("/v1/regions/district-0").json()["parent_id"] == "city"


def test_a_cadre_is_at_most_one_volunteer(town: TestClient, enter: Enter) -> None:
    giving = VOLUNTEERS.example | {"cadre_id": "liuxing-c002"}
    first = enter("volunteers", giving).json()["id"]

    second = enter("volunteers", giving | {"code": None, "phone": "", "name": "示例-又一位"})
    resting = enter("volunteers", giving | {"code": None, "phone": "", "active": False})

    assert (second.status_code, second.json()["code"], second.json()["other"]) == (409, "CADRE_VOLUNTEERS", first)
    assert resting.status_code == 201


ANY = {"If-Match": "*"}

"""Every kind of thing is entered, listed, looked at, replaced and removed in the same way."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.registry.catalogue import RESOURCES
from api.registry.resource import Resource
from tests.api.registry.conftest import Enter

AnyKind = Resource[Any, Any, Any]

CHANGES = {
    "regions": {"name": "柳南区（示例）"},
    "stations": {"capacity": 55},
    "organisations": {"kind": "school"},
    "volunteers": {"services": ["medical"]},
    "availability-exceptions": {"windows": [{"weekday": 2, "start": "09:00", "end": "24:00"}]},
    "cadres": {"hardships": ["widowed", "disabled"]},
    "consents": {"withdrawn_on": "2026-06-01"},
    "groups": {"members": ["liuxing-c003"]},
    "needs": {"visits": 3},
    "need-weeks": {"visits": None, "windows": [{"start": "2026-11-24T08:00", "end": "2026-11-24T09:00"}]},
    "calendar-days": {"follows": 1},
}
"""Another value of one field, per kind."""

kinds = pytest.mark.parametrize("kind", [pytest.param(one, id=one.path) for one in RESOURCES])


def test_every_kind_has_a_change_to_try() -> None:
    assert set(CHANGES) == {one.path for one in RESOURCES}


@kinds
def test_the_example_of_the_document_can_be_entered_and_read_again(
    kind: AnyKind, town: TestClient, enter: Enter
) -> None:
    made = enter(kind.path, kind.example)

    read = town.get(made.headers["Location"])

    assert made.status_code == 201, made.text
    assert read.headers["ETag"] == made.headers["ETag"] == '"1"'
    assert read.json() == made.json()
    assert {name: read.json()[name] for name in kind.example} == kind.example
    assert read.json() in town.get(f"/v1/{kind.path}?limit=500").json()["items"]


@kinds
def test_a_change_takes_the_etag_of_what_was_seen(kind: AnyKind, town: TestClient, enter: Enter) -> None:
    address = enter(kind.path, kind.example).headers["Location"]
    other = kind.example | CHANGES[kind.path]

    unseen = town.put(address, json=other)
    changed = town.put(address, json=other, headers={"If-Match": '"1"'})
    late = town.put(address, json=kind.example, headers={"If-Match": '"1"'})

    assert unseen.status_code == 428
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert {name: town.get(address).json()[name] for name in other} == other
    assert (late.status_code, late.json()["version"]) == (412, 2)


@kinds
def test_what_is_removed_is_gone(kind: AnyKind, town: TestClient, enter: Enter) -> None:
    before = town.get(f"/v1/{kind.path}").json()["total"]
    address = enter(kind.path, kind.example).headers["Location"]

    early = town.delete(address, headers={"If-Match": '"7"'})
    removed = town.delete(address, headers={"If-Match": '"1"'})

    assert early.status_code == 412
    assert (removed.status_code, removed.content) == (204, b"")
    assert town.get(address).status_code == 404
    assert town.get(f"/v1/{kind.path}").json()["total"] == before


@kinds
def test_what_is_not_there_and_what_is_misspelt_is_refused(kind: AnyKind, town: TestClient) -> None:
    nowhere = f"/v1/{kind.path}/nowhere"

    answers = [
        town.get(nowhere),
        town.put(nowhere, json=kind.example, headers={"If-Match": "*"}),
        town.delete(nowhere, headers={"If-Match": "*"}),
        town.post(f"/v1/{kind.path}", json=kind.example | {"colour": "secret-value"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 422]
    assert "secret-value" not in answers[-1].text

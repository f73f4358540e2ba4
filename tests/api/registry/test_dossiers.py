"""A dossier shows how many of its eight facts are known (八个清), which are not, and when somebody last verified them."""

from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from api.registry.cadres import CADRES
from api.registry.dossier import COLUMNS
from api.tables.cadres import Fact
from tests.api.registry.conftest import Enter

WHOLE = {name: CADRES.example[name] for name in COLUMNS.values()}
EMPTY = {"station_id": "liuxing", "name": "示例-新", "latitude": 24.35, "longitude": 109.4, "grid": "g7"}


@pytest.mark.parametrize("fact", Fact)
def test_each_of_the_eight_facts_counts_one(fact: Fact, town: TestClient, enter: Enter) -> None:
    known = {name: value for name, value in WHOLE.items() if name != COLUMNS[fact]}

    cadre = enter("cadres", EMPTY | known).json()

    assert (cadre["completeness"], cadre["missing_facts"]) == (7, [fact.value])


def test_lists_find_dossiers_that_lack_facts(town: TestClient, enter: Enter) -> None:
    enter("cadres", EMPTY | WHOLE)
    enter("cadres", EMPTY | WHOLE | {"name": "示例-缺", "born_on": None})
    enter("cadres", EMPTY | {"name": "示例-空"})

    def found(incomplete: str) -> list[int]:
        items = town.get(f"/v1/cadres?grid=g7&incomplete={incomplete}").json()["items"]
        return sorted(one["completeness"] for one in items)

    assert (found("true"), found("false")) == ([0, 7], [8])


def test_verifying_says_today_of_the_version_that_was_seen(
    town: TestClient, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.clock.world_now", lambda: datetime(2026, 11, 23, 17, 30, tzinfo=UTC))
    address = enter("cadres", EMPTY).headers["Location"]

    unseen = town.post(f"{address}/verification")
    verified = town.post(f"{address}/verification", headers={"If-Match": '"1"'})
    late = town.post(f"{address}/verification", headers={"If-Match": '"1"'})

    # half past five in the afternoon in London is half past one of the next day in Liuzhou
    assert verified.json()["verified_on"] == "2026-11-24"
    assert verified.headers["ETag"] == '"2"'
    assert [unseen.status_code, late.status_code] == [428, 412]


def test_lists_find_dossiers_that_nobody_verified_for_so_many_days(
    town: TestClient, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.clock.world_now", lambda: datetime(2026, 11, 23, tzinfo=UTC))
    for name, day in (("示例-甲", "2026-11-23"), ("示例-乙", "2026-11-13"), ("示例-丙", None)):
        enter("cadres", EMPTY | {"name": name, "verified_on": day})

    def found(days: int) -> list[str]:
        items = town.get(f"/v1/cadres?grid=g7&unverified_for_days={days}").json()["items"]
        return sorted(one["name"] for one in items)

    # 甲 was verified today, 乙 ten days ago, 丙 never
    assert found(0) == ["示例-丙", "示例-乙", "示例-甲"]
    assert found(10) == ["示例-丙", "示例-乙"]
    assert found(11) == ["示例-丙"]

"""Reports go from everything down to a station; what cannot be asked is refused."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.reports.catalogue import Kind


def test_each_row_leads_to_what_lies_below(town: TestClient) -> None:
    everything = town.get("/v1/reports/coverage", params={"days": 30}).json()
    names = []
    document = everything
    while document["rows"]:
        row = next(one for one in document["rows"] if one["values"]["cadres"])
        names.append((row["kind"], row["id"], row["level"]))
        document = town.get(row["below"]).json()

    assert names == [
        ("region", "city", "city"),
        ("region", "north", "district"),
        ("region", "alder", "community"),
        ("station", "A", "active"),
    ]
    assert document["total"]["id"] == "A"
    assert "30" in next(one["title"]["zh"] for one in document["figures"] if one["key"] == "not_visited")


def test_an_area_without_stations_has_zeros(town: TestClient) -> None:
    for kind in Kind:
        document = town.get(f"/v1/reports/{kind}", params={"region_id": "west"}).json()
        units = {one["key"]: one["unit"] for one in document["figures"]}

        for key, value in document["total"]["values"].items():
            assert value == (0 if units[key] == "count" or key in SUMS else None), (kind, key)


SUMS = {"minutes", "limit", *(f"{one}_minutes" for one in ("study", "activity", "care", "contribution"))}


def test_every_figure_says_what_it_means_in_both_languages(town: TestClient) -> None:
    for kind in Kind:
        document = town.get(f"/v1/reports/{kind}", params={"region_id": "city"}).json()
        texts = [document["title"], *(one[part] for one in document["figures"] for part in ("title", "definition"))]
        texts += [column["title"] for one in document["tables"] for column in one["columns"]]

        assert all(text["en"].isascii() or "离休" in text["en"] or "退休" in text["en"] for text in texts), kind
        assert all(any("\u4e00" <= sign <= "\u9fff" for sign in text["zh"]) for text in texts), kind


def test_without_dates_it_is_the_week_of_today(town: TestClient) -> None:
    document = town.get("/v1/reports/records").json()

    assert (document["from_day"], document["until_day"], document["as_of"]) == (
        "2026-11-23",
        "2026-11-29",
        "2026-11-28",
    )


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"region_id": "none"}, 404, "NOT_FOUND"),
    ({"station_id": "none"}, 404, "NOT_FOUND"),
    ({"region_id": "city", "station_id": "A"}, 422, "ONE_AREA"),
    ({"from_day": "2026-11-23"}, 422, "NO_PERIOD"),
    ({"from_day": "2026-11-24", "until_day": "2026-11-23"}, 422, "NO_PERIOD"),
    ({"from_day": "0001-01-01", "until_day": "9999-12-31"}, 422, "NO_PERIOD"),
    ({"mode": "boat"}, 422, "NO_SUCH_MODE"),
    ({"sites": 21}, 422, "INVALID"),
]


@pytest.mark.parametrize("ending", ["", ".xlsx"])
def test_what_cannot_be_asked_is_refused(town: TestClient, ending: str) -> None:
    refused = [town.get(f"/v1/reports/circle{ending}", params=asked) for asked, _, _ in REFUSED]

    assert [(one.status_code, one.json()["code"]) for one in refused] == [(status, code) for _, status, code in REFUSED]
    assert town.get(f"/v1/reports/none{ending}").status_code == 422

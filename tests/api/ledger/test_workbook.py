"""The ledger as a workbook: the four elements of each row, and nothing that Excel would run."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from api.ledger import routes
from tests.api.ledger.conftest import DONE, Week


def test_the_four_elements_stand_in_their_columns(week: Week) -> None:
    week.client.post(f"/v1/visits/{week.visits['first']}/outcome", json=DONE | {"content": "=1+1"})
    week.client.post(f"/v1/visits/{week.visits['second']}/outcome", json={"outcome": "no_show", "content": "生病"})

    content = week.client.get("/v1/ledger.xlsx", params={"station_id": "liuxing"}).content
    second, first = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[1:]

    assert [str(cell) for cell in first[:8]] == [
        "2026-11-23",
        "09:05:00",
        "10:10:00",
        "柳星小区1栋",
        "示例-罗律师-01",
        "示例-柳星-001",
        "=1+1",
        "已完成 done",
    ]
    assert (second[1], second[4], second[6], second[7]) == ("", "", "生病", "志愿者未到 no show")


def test_a_ledger_too_long_for_one_workbook_is_asked_for_in_parts(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    week.client.post(f"/v1/visits/{week.visits['first']}/outcome", json=DONE)
    monkeypatch.setattr(routes, "MOST_ROWS", 0)

    refused = week.client.get("/v1/ledger.xlsx")

    assert (refused.status_code, refused.json()["code"]) == (413, "TOO_MANY_ROWS")

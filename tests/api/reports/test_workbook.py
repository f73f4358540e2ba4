"""Reports as workbooks: both languages, every figure defined, and no cell that Excel would run."""

from io import BytesIO

from fastapi.testclient import TestClient
from python_calamine import CalamineWorkbook

from api.reports.catalogue import Kind
from api.storage import Database
from api.tables.people import Organisation

WEEK = {"from_day": "2026-11-23", "until_day": "2026-11-29", "region_id": "city"}


def opened(town: TestClient, name: str) -> dict[str, list[list[object]]]:
    answer = town.get(f"/v1/reports/{name}.xlsx", params=WEEK)
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    assert f"{name}-2026-11-23-2026-11-29.xlsx" in answer.headers["content-disposition"]
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return {sheet: book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names}


def test_areas_stand_above_their_total_and_every_figure_is_defined(town: TestClient) -> None:
    sheets = opened(town, "kpis")

    figures, meanings = list(sheets.values())[:2]
    assert [row[0] for row in figures[1:]] == ["north", "south", "west", "合计 total"]
    assert [row[0] for row in meanings[1:]] == figures[0][2:]
    kept = figures[0].index("可靠：兑现率\nReliable: share kept")
    # North kept 3 of 5; nothing was due in the south and the west.
    assert [row[kept] for row in figures[1:]] == [0.6, "", "", 0.6]


def test_all_reports_are_in_one_workbook_as_they_are_alone(town: TestClient) -> None:
    together = opened(town, "all")
    alone = [opened(town, kind) for kind in Kind]

    assert {name: rows for book in alone for name, rows in book.items()} == together
    assert len(together) == sum(map(len, alone))


def test_a_name_that_looks_like_a_formula_stays_a_name(town: TestClient) -> None:
    database: Database = town.app.state.database  # type: ignore[attr-defined]
    with database.writing() as session:
        added = Organisation(name='=HYPERLINK("http://example.org")')
        session.add(added)

    sheets = opened(town, "hours")
    with database.writing() as session:
        session.delete(session.get_one(Organisation, added.id))

    names = [row[1] for row in sheets["志愿时长·按来源组织"][1:]]
    assert '=HYPERLINK("http://example.org")' in names

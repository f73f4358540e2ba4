"""A file goes in by two steps: its wrong cells are told first, and nothing changes before somebody says so; files go out as well."""

import re
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from python_calamine import CalamineWorkbook

from tests.screens.conftest import SignIn
from tests.screens.words import rows, words

HEAD = "编号 Code,名称 Name,类别 Kind,联系人 Contact,电话 Telephone,可提供的服务 Services"
SOUND = f"{HEAD}\nN-1,新的公司,company,,,\n"
WRONG = f"{HEAD}\nN-1,新的公司,火箭,,,\n"


def handed_in(client: TestClient, text: str, **more: str) -> str:
    """The address of the import that begins so."""
    answer = client.post(
        "/exchange/imports",
        data={"subject": "organisations", "datum": ""} | more,
        files={"file": ("list.csv", text.encode())},
    )
    assert answer.status_code == 303, words(answer.text)
    return str(answer.headers["Location"])


def organisations(client: TestClient) -> set[str]:
    """Codes that are kept."""
    return {one["code"] for one in client.get("/v1/organisations?limit=100").json()["items"]}


def test_a_wrong_cell_is_told_and_nothing_can_be_taken_in(pages: SignIn) -> None:
    client = pages("qin")

    address = handed_in(client, WRONG)

    page = client.get(address).text
    where, kind, value, told = rows(page, "检查结果")[0]
    assert where.endswith("C2")
    assert kind == "✗ 错误"
    assert value == "火箭"
    assert "类别" in told
    assert "/commit" not in page
    assert client.post(f"{address}/commit").status_code == 409
    assert "N-1" not in organisations(client)


def test_the_file_comes_back_with_its_wrong_cells_marked(pages: SignIn) -> None:
    client = pages("qin")

    content = client.get(f"{handed_in(client, WRONG)}/workbook").content

    sheets = CalamineWorkbook.from_filelike(BytesIO(content))
    cells = [cell for name in sheets.sheet_names for row in sheets.get_sheet_by_name(name).to_python() for cell in row]
    assert any("火箭" in str(cell) and "类别" in str(cell) for cell in cells)


def test_a_sound_file_is_shown_row_by_row_and_then_taken_in(pages: SignIn) -> None:
    client = pages("qin")
    before = organisations(client)

    address = handed_in(client, SOUND)

    page = client.get(address).text
    assert rows(page, "将要进行的改动")[0][2:4] == ["N-1", "新增"]
    assert organisations(client) == before
    assert client.post(f"{address}/commit").status_code == 303
    assert organisations(client) == before | {"N-1"}
    assert "已完成" in client.get(address).text


def test_what_a_row_changes_is_told_by_the_headings(pages: SignIn) -> None:
    client = pages("qin")
    client.post(f"{handed_in(client, SOUND)}/commit")

    page = client.get(handed_in(client, SOUND.replace("新的公司", "改名公司"))).text

    assert rows(page, "将要进行的改动")[0][2:] == ["N-1", "修改", "名称"]


def test_a_file_that_is_none_is_told_on_the_form(pages: SignIn) -> None:
    client = pages("qin")

    answer = client.post("/exchange/imports", data={"subject": "cadres"}, files={"file": ("a.xlsx", b"PK nothing")})

    assert answer.status_code == 422
    assert "文件已损坏" in words(answer.text)
    assert '<option value="cadres" selected>' in answer.text


def test_an_import_is_of_whoever_began_it(pages: SignIn) -> None:
    address = handed_in(pages("qin"), SOUND)

    assert pages("wei").get(address).status_code == 404


def test_names_leave_the_service_masked_unless_a_purpose_was_told(pages: SignIn) -> None:
    client = pages("qin")

    masked = client.get("/exchange/exports/csv?subject=cadres").content.decode("utf-8-sig")
    client.cookies["purpose"] = "tests"
    whole = client.get("/exchange/exports/csv?subject=cadres").content.decode("utf-8-sig")

    assert re.search(r"示\*\d", masked)
    assert "*" not in whole


@pytest.mark.parametrize("name", ["problem.json", "roster.json", "roster.xlsx", "roster.html"])
def test_a_week_is_handed_out_as_a_file(pages: SignIn, name: str) -> None:
    client = pages("qin")
    page = client.get("/exchange?week=2026-11-23").text
    address = re.search(rf'href="(/exchange/weeks/[^"]+/{re.escape(name)})"', page)
    assert address is not None

    answer = client.get(address[1])

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "*" in answer.text or name != "roster.html"


def test_a_file_may_be_larger_than_any_form(pages: SignIn) -> None:
    client = pages("qin")

    answer = client.post("/exchange/imports", data={"subject": "cadres"}, files={"file": ("a.xlsx", b"PK" * 800_000)})

    assert answer.status_code == 422
    assert "文件已损坏" in words(answer.text)

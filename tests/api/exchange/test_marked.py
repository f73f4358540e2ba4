"""The workbook comes back as it was sent, wrong cells red with a comment, and can be corrected and sent again."""

import re

from fastapi.testclient import TestClient

from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Subject
from tests.api.exchange.asking import found, sent
from tests.api.exchange.sheets import CADRE, GOOD, VOLUNTEER, book, cell
from tests.api.exchange.workbooks import formulas, grids, rewritten, xml

VOLUNTEERS = FORMS[Subject.VOLUNTEERS].name
WRONG = {
    **GOOD,
    Subject.VOLUNTEERS: [VOLUNTEER, VOLUNTEER | {"code": "V002", "services": "理发", "phone": "=1+1", "note": ""}],
}
AT = cell(Subject.VOLUNTEERS, "services", 3)


def marked(client: TestClient, content: bytes, query: str = "") -> bytes:
    key = sent(client, content, query)["id"]
    answer = client.get(f"/v1/imports/{key}/workbook")
    assert answer.status_code == 200, answer.text
    return answer.content


def test_a_wrong_cell_is_red_and_says_why(district: TestClient) -> None:
    content = marked(district, book(WRONG))

    comments = re.findall(r'<comment ref="(\w+)"', xml(content, "comments"))
    sheet = xml(content, r"sheet5\.xml")
    style = re.search(rf'<c r="{AT}" s="(\d+)"', sheet)
    fills = re.findall(r'<fill><patternFill patternType="solid"><fgColor rgb="(\w+)"/>', xml(content, "styles.xml"))

    assert comments == [AT]
    assert "志愿队（服务）：“理发”不符合要求" in xml(content, "comments")
    assert style is not None
    formats = re.findall(r"<xf .*?(?:/>|</xf>)", xml(content, "styles.xml").partition("<cellXfs")[2])
    fill = re.search(r'fillId="(\d+)"', formats[int(style[1])])
    assert fill is not None
    assert fills[int(fill[1]) - 2] == "FFFF9A93"  # the first two fills of a workbook are none and grey


def test_every_cell_stands_where_it_stood_and_nothing_is_computed(district: TestClient) -> None:
    sent_content = book(WRONG)

    before, after = grids(sent_content)[VOLUNTEERS], grids(marked(district, sent_content))[VOLUNTEERS]

    cells = [(row, column) for row in range(len(before.rows)) for column in range(before.width)]
    assert [after.at(*one) for one in cells] == [before.at(*one) for one in cells]
    assert formulas(marked(district, sent_content)) == []


def test_a_last_column_to_filter_by_says_what_is_wrong_in_its_row(district: TestClient) -> None:
    content = marked(district, book(WRONG))

    grid = grids(content)[VOLUNTEERS]
    position = len(FORMS[Subject.VOLUNTEERS].columns)

    assert grid.at(0, position) == "错误信息\nFindings"
    assert grid.at(1, position) is None
    assert "Teams: “理发”, expected some of" in str(grid.at(2, position))
    assert re.search(r'<autoFilter ref="A1:\w+3"', xml(content, r"sheet5\.xml"))


def test_all_findings_stand_on_a_sheet_of_their_own_also_those_of_no_cell(district: TestClient) -> None:
    content = marked(district, book({Subject.CADRES: [CADRE]}, datum=None), "?subject=needs")

    rows = grids(content)["检查结果 Findings"].rows

    # a lone sheet is taken for the needs that were asked for, which it is not: its headings lack the service
    assert len(rows) > 1
    assert rows[0][0] == "表\nSheet"


def test_the_marked_workbook_sent_back_says_the_same_and_corrected_it_is_ready(district: TestClient) -> None:
    content = marked(district, book(WRONG))

    again = sent(district, content)
    corrected = sent(district, rewritten(content, {}, {VOLUNTEERS: {AT: "家政"}}))

    assert found(again) == {(AT, "UNKNOWN_CHOICE")}
    assert (corrected["findings"], corrected["ready"]) == ([], True)


def test_a_csv_file_comes_back_as_a_workbook(district: TestClient) -> None:
    content = marked(district, "编号,名称\r\nO1,\r\n".encode("gb18030"), "?subject=organisations")

    assert grids(content)[FORMS[Subject.ORGANISATIONS].name].at(1, 0) == "O1"
    assert '<comment ref="B2"' in xml(content, "comments")

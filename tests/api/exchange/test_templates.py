"""Templates explain themselves, offer what can be chosen, and import as nothing as long as nobody fills them in."""

import re

import pytest
from fastapi.testclient import TestClient

from api.exchange.export_routes import Contents
from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Subject
from api.exchange.labels import FACTS
from api.exchange.layout import CHOICES, NOTES
from tests.api.exchange.workbooks import formulas, grids, xml

EIGHT_FACTS = ["年龄", "住址", "家庭情况", "身体状况", "原工作单位", "党组织情况", "优势特长", "服务需求"]


def template(client: TestClient, contents: str) -> bytes:
    answer = client.get(f"/v1/templates/{contents}.xlsx")
    assert answer.status_code == 200
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    return answer.content


@pytest.mark.parametrize("contents", Contents)
def test_a_template_as_it_is_imports_as_nothing(filled: TestClient, contents: Contents) -> None:
    answer = filled.post("/v1/imports", content=template(filled, contents)).json()

    assert answer["findings"] == []
    assert {counts["rows"] for counts in answer["sheets"].values()} == {0}
    assert len(answer["sheets"]) == len(contents.forms)


def test_headings_are_in_both_languages_with_hidden_keys_below_them(filled: TestClient) -> None:
    content = template(filled, "volunteers")

    heading, keys = grids(content)[FORMS[Subject.VOLUNTEERS].name].rows[:2]

    assert heading[0] == "编号\nCode *"
    assert heading[12] == "每周可服务时间\nWeekly availability"
    assert keys == tuple(column.key for column in FORMS[Subject.VOLUNTEERS].columns)
    assert re.search(r'<row r="2"[^>]* hidden="1"', xml(content, "sheet2"))


def test_a_dossier_has_a_column_for_each_of_the_eight_facts_by_its_very_name(filled: TestClient) -> None:
    heading = grids(template(filled, "cadres"))[FORMS[Subject.CADRES].name].rows[0]

    assert [name.zh for name in FACTS.values()] == EIGHT_FACTS
    assert [str(text).split("\n")[0] for text in heading if str(text).split("\n")[0] in EIGHT_FACTS] == EIGHT_FACTS


def test_what_can_be_chosen_is_offered_and_people_are_not(filled: TestClient) -> None:
    content = template(filled, "volunteers")

    offered = {str(cell) for row in grids(content)[CHOICES].rows for cell in row}

    assert {"女 female", "电动自行车 e-bike", "是 yes"} <= offered
    assert "柳星社区" in {text[:4] for text in offered}
    names = {one["name"] for one in filled.get("/v1/cadres").json()["items"]}
    assert names
    assert not names & offered
    assert xml(content, "sheet2").count('type="list"') == 4  # station, gender, mode, active; there is no organisation
    assert '<sheet name="选项 Choices" sheetId="3" state="hidden"' in xml(content, "workbook.xml$")


def test_the_notes_ask_for_the_datum_first_and_explain_every_column(filled: TestClient) -> None:
    notes = grids(template(filled, "all"))[NOTES]

    assert notes.at(0, 0) == "坐标系 Map datum"
    told = {str(row[0]) for row in notes.rows if row}
    for form in FORMS.values():
        assert {f"{column.heading.zh} {column.heading.en}" for column in form.columns} <= told


def test_texts_stay_texts_and_nothing_is_computed(filled: TestClient) -> None:
    content = template(filled, "all")

    assert formulas(content) == []
    assert 'numFmtId="49"' in xml(content, "styles.xml")


def test_an_unknown_template_is_refused(filled: TestClient) -> None:
    assert filled.get("/v1/templates/people.xlsx").status_code == 422

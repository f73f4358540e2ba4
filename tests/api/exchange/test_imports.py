"""A file is checked, then committed as a whole or not at all, by the rules that hold for whoever enters things by hand."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.clock import world_now
from api.exchange.datum import Datum, from_wgs84
from api.exchange.forms.form import Subject
from api.tables.cadres import Cadre
from api.tables.needs import Need
from api.tables.people import Volunteer
from api.tables.places import Station
from matcher.domain import Point
from tests.api.exchange.asking import committed, found, one, sent
from tests.api.exchange.sheets import CADRE, GOOD, NEED, ORGANISATION, STATION, VOLUNTEER, book, cell

SHEETS = {"服务站 Stations", "志愿单位 Organisations", "老干部 Cadres", "志愿者 Volunteers", "服务需求 Needs"}


def test_five_sheets_that_refer_to_each_other_come_in_at_once(district: TestClient) -> None:
    checked = sent(district, book(GOOD))

    assert checked["findings"] == []
    assert checked["sheets"].keys() == SHEETS
    assert {counts["create"] for counts in checked["sheets"].values()} == {1}
    assert one(district, Station, "S01") is None

    answer = district.post(f"/v1/imports/{checked['id']}/commit")

    assert answer.status_code == 200
    station, cadre = one(district, Station, "S01"), one(district, Cadre, "C001")
    volunteer, need = one(district, Volunteer, "V001"), one(district, Need, "N001")
    assert station.region_id == "district"
    assert (cadre.station_id, cadre.born_on) == (station.id, date(1941, 5, 12))
    assert (volunteer.station_id, volunteer.services) == (station.id, ["household", "emotional"])
    assert [(window.weekday, window.start) for window in volunteer.availability] == [(0, "08:00"), (2, "14:00")]
    assert (need.cadre_id, need.minutes, len(need.windows)) == (cadre.id, 60, 5)


def test_the_same_file_again_changes_nothing_and_another_only_what_differs(district: TestClient) -> None:
    committed(district, book(GOOD))

    again = sent(district, book(GOOD))
    other = committed(district, book({Subject.CADRES: [CADRE | {"phone": "0772-1"}]}))

    assert {counts["same"] for counts in again["sheets"].values()} == {1}
    assert again["changes"] == []
    assert other["sheets"]["老干部 Cadres"] == {"rows": 1, "create": 0, "change": 1, "same": 0, "wrong": 0}
    cadre = one(district, Cadre, "C001")
    assert (cadre.phone, cadre.version) == ("0772-1", 2)


def test_an_empty_cell_empties_a_missing_column_changes_nothing(district: TestClient) -> None:
    committed(
        district, book(GOOD | {Subject.CADRES: [CADRE | {"phone": "0772-1", "health": "良好", "mobility": "行动不便"}]})
    )

    checked = sent(district, book({Subject.CADRES: [CADRE | {"phone": "0772-1"}]}))
    narrow = committed(district, "编号,姓名\r\nC001,李大妈\r\n".encode("gb18030"), "?subject=cadres")

    assert [(row["fields"], row["emptied"]) for row in checked["changes"]] == [(["health"], ["health"])]
    assert narrow["sheets"]["CSV"]["change"] == 1
    cadre = one(district, Cadre, "C001")
    assert (cadre.name, cadre.health, cadre.mobility, cadre.station_id) == (
        "李大妈", "良好", "limited", one(district, Station, "S01").id,
    )  # fmt: skip


def test_with_one_wrong_cell_nothing_at_all_is_imported(district: TestClient) -> None:
    checked = sent(district, book(GOOD | {Subject.NEEDS: [NEED, NEED | {"code": "N002", "minutes": "很久"}]}))

    answer = district.post(f"/v1/imports/{checked['id']}/commit")

    assert found(checked) == {(cell(Subject.NEEDS, "minutes", 3), "WRONG_VALUE")}
    finding = checked["findings"][0]
    assert (finding["sheet"], finding["row"], finding["column"], finding["value"]) == (
        "服务需求 Needs",
        3,
        "minutes",
        "很久",
    )
    assert finding["message"]["zh"] == "每次分钟：“很久”不符合要求，应为1至1440的整数"
    assert finding["message"]["en"] == "Minutes: “很久”, expected a whole number from 1 to 1440"
    assert (answer.status_code, answer.json()["code"]) == (409, "IMPORT_HAS_ERRORS")
    assert one(district, Station, "S01") is None


def test_every_wrong_cell_of_a_row_is_told_at_once(district: TestClient) -> None:
    row = VOLUNTEER | {
        "code": "V002",
        "station": "没有",
        "services": "理发",
        "mode": "骑马",
        "max_visits_per_day": "多",
    }

    checked = sent(district, book(GOOD | {Subject.VOLUNTEERS: [VOLUNTEER, row]}))

    assert found(checked) == {
        (cell(Subject.VOLUNTEERS, "station", 3), "UNKNOWN_REFERENCE"),
        (cell(Subject.VOLUNTEERS, "services", 3), "UNKNOWN_CHOICE"),
        (cell(Subject.VOLUNTEERS, "mode", 3), "UNKNOWN_CHOICE"),
        (cell(Subject.VOLUNTEERS, "max_visits_per_day", 3), "WRONG_VALUE"),
    }


def test_a_row_that_is_wrong_does_not_make_those_wrong_that_refer_to_it(district: TestClient) -> None:
    checked = sent(district, book(GOOD | {Subject.CADRES: [CADRE | {"age": "？"}]}))

    assert found(checked) == {(cell(Subject.CADRES, "age", 2), "WRONG_VALUE")}


def test_the_rules_of_the_registry_hold_for_imports_too(district: TestClient) -> None:
    short = NEED | {"code": "N002", "windows": "周一 08:00-08:30"}
    twin = VOLUNTEER | {"code": "V002", "phone": "138"}
    cadre = {"cadre": "C001", "phone": ""}

    checked = sent(
        district,
        book(
            GOOD
            | {
                Subject.NEEDS: [short],
                Subject.VOLUNTEERS: [
                    twin,
                    twin | {"code": "V003"},
                    VOLUNTEER | cadre,
                    VOLUNTEER | cadre | {"code": "V4"},
                ],
            }
        ),
    )

    assert found(checked) == {
        (cell(Subject.NEEDS, "windows", 2), "CONTRADICTION"),
        (cell(Subject.VOLUNTEERS, "phone", 3), "NOT_DISTINCT"),
        (cell(Subject.VOLUNTEERS, "cadre", 5), "NOT_DISTINCT"),
    }


@pytest.mark.parametrize("datum", Datum)
def test_coordinates_are_kept_as_wgs84_whatever_map_they_come_from(district: TestClient, datum: Datum) -> None:
    shifted = from_wgs84(Point(lat=24.354, lon=109.402), datum)
    rows = {**GOOD, Subject.CADRES: [CADRE | {"location": f"{shifted.lon},{shifted.lat}"}]}

    committed(district, book(rows, datum={"wgs84": "WGS-84（GPS、天地图）", "gcj02": "GCJ-02", "bd09": "bd09"}[datum]))

    cadre = one(district, Cadre, "C001")
    assert (cadre.latitude, cadre.longitude) == (pytest.approx(24.354, abs=1e-7), pytest.approx(109.402, abs=1e-7))


def test_the_datum_must_be_told_and_only_once(district: TestClient) -> None:
    untold = sent(district, book({Subject.STATIONS: [STATION]}, datum=None))
    twice = sent(district, book({Subject.STATIONS: [STATION]}, datum="GCJ-02"), "?datum=bd09")
    by_request = sent(district, book({Subject.STATIONS: [STATION]}, datum=None), "?datum=bd09")
    none_needed = sent(district, book({Subject.ORGANISATIONS: [ORGANISATION]}, datum=None))

    assert found(untold) == {(cell(Subject.STATIONS, "location", 2), "DATUM_MISSING")}
    assert found(twice) == {(None, "DATUM_CONTRADICTION")}
    assert (by_request["ready"], by_request["datum"]) == (True, "bd09")
    assert none_needed["ready"]


def test_an_age_stands_for_a_date_of_birth_until_that_is_known_and_never_replaces_one_that_fits(
    district: TestClient,
) -> None:
    year = world_now().year
    known = date(year - 86, 1, 2)
    committed(district, book(GOOD | {Subject.CADRES: [CADRE | {"age": known}, CADRE | {"code": "C002", "age": 85}]}))

    checked = sent(district, book({Subject.CADRES: [CADRE | {"age": _age(known)}]}))

    assert one(district, Cadre, "C002").born_on == date(year - 85, 1, 1)
    assert {(entry["code"], entry["severity"]) for entry in checked["findings"]} == {("AGE_ESTIMATED", "warning")}
    assert checked["sheets"]["老干部 Cadres"]["same"] == 1


def _age(born_on: date) -> int:
    today = world_now().date()
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def test_a_form_of_a_page_sends_a_file_as_well_as_a_bare_body_does(district: TestClient) -> None:
    content = "编号,名称\r\nO1,柳州一中\r\n".encode("utf-8-sig")

    sent_by_form = district.post(
        "/v1/imports", files={"file": ("单位.csv", content)}, data={"subject": "organisations", "datum": ""}
    )
    without_file = district.post("/v1/imports", files={"subject": (None, "needs")})
    wrong_name = district.post("/v1/imports", files={"file": ("a.csv", content), "dattum": (None, "bd09")})
    wrong_field = district.post("/v1/imports", files={"file": ("a.csv", content)}, data={"datum": "mars"})

    assert sent_by_form.status_code == 201
    assert sent_by_form.json()["sheets"]["CSV"]["create"] == 1
    assert (without_file.status_code, without_file.json()["code"]) == (422, "FILE_MISSING")
    assert (wrong_field.status_code, wrong_field.json()["code"]) == (422, "INVALID_FIELD")
    assert (wrong_name.status_code, wrong_name.json()["code"]) == (422, "INVALID_FIELD")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(district: TestClient) -> None:
    answer = district.post("/v1/imports", content=b"x" * (10 * 2**20 + 2**17))

    assert (answer.status_code, answer.json()["code"]) == (413, "FILE_TOO_LARGE")


def test_what_does_not_exist_is_not_found(district: TestClient) -> None:
    statuses = [district.get("/v1/imports/none").status_code, district.post("/v1/imports/none/commit").status_code]

    assert statuses == [404, 404]

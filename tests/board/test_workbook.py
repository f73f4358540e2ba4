"""The workbook holds the same week for those who sort and filter."""

import re
from datetime import date, time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from matcher.board import write_xlsx
from matcher.board.names import names_of
from matcher.board.reading import board_of
from matcher.board.workbook import workbook
from matcher.domain import BadInput, Problem, Roster, Score
from tests.board.weeks import HARMFUL, REASON, SUGGESTION, harmful, pilots
from tests.building import MONDAY, cadre, need, problem, roster, visit, volunteer

SHEETS = ["排班 Roster", "志愿者 Volunteers", "未满足 Unmet", "说明 Figures"]


def rows(week: Problem, made: Roster, sheet: int) -> list[list]:
    """All rows of a sheet below its headings, as a reader other than the writer sees them."""
    book = CalamineWorkbook.from_filelike(BytesIO(workbook(board_of(week, made))))
    return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)[1:]


def parts(week: Problem, made: Roster) -> dict[str, str]:
    """The XML parts of the file."""
    with ZipFile(BytesIO(workbook(board_of(week, made)))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_book_has_four_sheets_with_headings_in_both_languages():
    book = CalamineWorkbook.from_filelike(BytesIO(workbook(board_of(*pilots()))))

    assert book.sheet_names == SHEETS
    for name in SHEETS:
        for heading in book.get_sheet_by_name(name).to_python()[0]:
            assert re.fullmatch(r".*[\u4e00-\u9fff].*\n[A-Z][\x20-\x7e]*", str(heading)), heading


def test_the_roster_has_a_row_per_visit_and_volunteer():
    week, made = pilots()
    names = names_of(week.volunteers)

    listed = rows(week, made, 0)

    shown = sorted((row[0], row[2], row[5], row[8], row[10]) for row in listed)
    assert shown == sorted(
        (one.start.date(), one.start.time(), names[who], one.need, "固定 fixed" if one.pinned else "")
        for one in made.visits
        for who in one.volunteers
    )


def test_a_row_tells_who_when_where_and_with_whom():
    week = problem([need(crew=2)], [volunteer("v1"), volunteer("v2")], [cadre().revised(name="莫老")])

    first, _ = rows(week, roster(visit("n1", "09:05", "v1", "v2")), 0)

    assert first == [MONDAY, "周一 Mon", time(9, 5), time(10, 5), "s1", "v1", "莫老", "家政 household", "n1", "v2", ""]


def test_rows_come_in_the_order_of_time():
    listed = rows(*pilots(), 0)

    moments = [(row[0], row[2]) for row in listed]
    assert moments == sorted(moments)


def test_the_grid_has_a_row_per_volunteer_and_a_column_per_date():
    week, made = pilots()

    names = names_of(week.volunteers)

    listed = rows(week, made, 1)

    assert [row[1] for row in listed] == [
        names[one.id] for place in week.stations for one in week.volunteers if one.station == place.id
    ]
    assert all(len(row) == 3 + week.week.days + 3 for row in listed)
    assert sum(row[-3] for row in listed) == sum(len(one.volunteers) for one in made.visits)


def test_a_cell_of_the_grid_tells_hours_cadre_service_and_partners():
    week = problem([need(crew=2)], [volunteer("v1"), volunteer("v2")], [cadre().revised(name="莫老")])

    first, _ = rows(week, roster(visit("n1", "09:05", "v1", "v2")), 1)

    assert first[3] == "09:05–10:05\n莫老\n家政 household\n＋ v2"
    assert first[4:] == ["", "", "", "", "", "", 1, 60, 0]


def test_unmet_needs_stand_with_reasons_and_suggestion():
    week, made = pilots()

    listed = rows(week, made, 2)

    assert {(row[2], row[5]) for row in listed} == {(unmet.need, unmet.missing) for unmet in made.unmet or ()}
    for row in listed:
        assert row[7] == f"{REASON.zh}\n{REASON.en}"
        assert row[8] == f"{SUGGESTION.zh}\n{SUGGESTION.en}"


def test_the_figures_tell_score_by_rule_bound_and_gap():
    listed = {row[0].split("\n")[0]: row for row in rows(*pilots(), 3)}

    assert (listed["unmet_visit"][1], listed["travel"][1], listed["总分"][1], listed["下界"][1]) == (
        9000,
        1000,
        10000,
        7500,
    )
    assert "1 per minute of every leg" in listed["travel"][2]
    assert listed["差距"][1] == "25.0%"
    assert "任何排班都至多再多完成2次普通服务" in listed["差距"][2]


def test_harmful_names_stay_texts():
    week, made = harmful()

    shown = {row[1] for row in rows(week, made, 1)}
    xml = parts(week, made)

    assert any(name.startswith(HARMFUL[2]) for name in shown)
    assert any(name.startswith("name reversed tab line") for name in shown)
    assert not any("<f>" in part or "<hyperlink" in part for part in xml.values())
    assert not any("externalLink" in name for name in xml)


def test_a_name_that_looks_like_a_number_stays_a_text():
    week = problem(volunteers=[volunteer("v1").revised(name="007")])

    (row,) = rows(week, roster(visit("n1", "09:00", "v1")), 0)

    assert row[5] == "007"


def test_headings_stay_in_sight_and_repeat_on_every_printed_page():
    xml = parts(*pilots())

    for number in range(1, 5):
        sheet = xml[f"xl/worksheets/sheet{number}.xml"]
        assert 'state="frozen"' in sheet
        assert 'paperSize="9"' in sheet
        assert 'orientation="landscape"' in sheet
        assert "&amp;P / &amp;N" in sheet
    assert xml["xl/workbook.xml"].count("_xlnm.Print_Titles") == 4


def test_records_can_be_filtered():
    xml = parts(*pilots())

    assert ["<autoFilter" in xml[f"xl/worksheets/sheet{number}.xml"] for number in range(1, 5)] == [
        True,
        True,
        True,
        False,
    ]


def test_columns_are_wide_enough_for_their_chinese_names():
    week = problem(volunteers=[volunteer("v1").revised(name="名" * 10)])

    sheet = parts(week, roster(visit("n1", "09:00", "v1")))["xl/worksheets/sheet1.xml"]

    # Ten Chinese characters are as wide as twenty digits.
    (width,) = re.findall(r'<col min="6" max="6" width="([\d.]+)"', sheet)
    assert float(width) >= 20


def test_the_same_roster_gives_the_same_bytes_on_any_day():
    week, made = pilots()
    again = Problem.model_validate_json(week.model_dump_json())

    assert workbook(board_of(week, made)) == workbook(board_of(again, made))
    core = parts(week, made)["docProps/core.xml"]
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2026-11-23T00:00:00Z"] * 2


@pytest.mark.parametrize("days", [1, 7])
def test_without_visits_or_stations_the_sheets_have_headings_only(days: int):
    empty = problem([], [], stations=[], days=days)

    assert [rows(empty, roster(), sheet) for sheet in range(3)] == [[], [], []]


def test_a_visit_until_midnight_and_texts_and_numbers_without_measure_are_kept_within_excels():
    crew = [f"v{number}" for number in range(100)]
    week = problem([need(crew=100, windows=[])], [volunteer(one).revised(name=f"{one}名" * 50) for one in crew])
    made = Roster(
        visits=[visit("n1", "23:00", *crew)],
        seed=10**30,
        score=Score(total=10**400, by_rule={"travel": 10**400}),
        bound=5,
    )

    first = rows(week, made, 0)[0]

    assert len(first[9]) <= 32_767
    assert "<v>1</v>" in parts(week, made)["xl/worksheets/sheet1.xml"]


def test_a_date_is_a_date():
    (row,) = rows(problem(), roster(visit("n1", "09:00", "v1")), 0)

    assert row[0] == date(2026, 11, 23)


def test_where_nothing_can_be_written_one_sentence_says_so(tmp_path: Path):
    with pytest.raises(BadInput, match="cannot be written"):
        write_xlsx(problem(), roster(), tmp_path / "nowhere" / "roster.xlsx")


def test_the_file_is_written_whole(tmp_path: Path):
    path = tmp_path / "roster.xlsx"

    write_xlsx(*pilots(), path)

    assert CalamineWorkbook.from_path(str(path)).sheet_names == SHEETS
    assert [one.name for one in tmp_path.iterdir()] == ["roster.xlsx"]

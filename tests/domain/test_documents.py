"""Documents are frozen, strict about types, kind about spelling, and come back from their files as they went."""

from pathlib import Path

import pytest
from pydantic import ValidationError

import scenarios
from matcher.domain import BadInput, Need, Problem, Roster, Text
from matcher.domain.files import parse_document, read_document, write_document
from tests.building import need, problem, roster, visit


def test_a_document_cannot_be_changed() -> None:
    one = need()

    with pytest.raises(ValidationError, match="frozen"):
        one.minutes = 5


def test_a_revised_copy_is_validated_again() -> None:
    one = need(minutes=60)

    assert one.revised(minutes=30) == need(minutes=30)
    assert one.minutes == 60
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        one.revised(minutes=0)


@pytest.mark.parametrize(
    ("misspelt", "meant"), [("langauges", "languages"), ("min_gap_day", "min_gap_days"), ("Visits", "visits")]
)
def test_a_misspelt_field_gets_the_nearest(misspelt: str, meant: str) -> None:
    with pytest.raises(ValidationError, match=f"unknown field '{misspelt}', did you mean '{meant}'"):
        Need.model_validate({"id": "n1", "cadre": "c1", "service": "legal", "minutes": 60, misspelt: 1})


def test_a_field_that_looks_like_none_of_ours_is_let_pass() -> None:
    assert need(telephone="0772") == need()


@pytest.mark.parametrize("name", ["four_pilots", "impossible_monday", "study_groups"])
def test_a_problem_comes_back_from_its_file(name: str, tmp_path: Path) -> None:
    week = scenarios.get(name).build()
    path = tmp_path / "problem.json"

    write_document(week, path)

    assert read_document(Problem, path) == week
    assert [file.name for file in tmp_path.iterdir()] == ["problem.json"]


def test_a_roster_comes_back_from_its_file(tmp_path: Path) -> None:
    made = roster(visit("n1", "23:00", "v1", "v2"), bound=3, gap=0.25)
    path = tmp_path / "roster.json"

    write_document(made, path)

    assert read_document(Roster, path) == made
    assert '"end": "2026-11-24T00:00"' in path.read_text(encoding="utf-8")


def test_chinese_stands_in_files_as_chinese(tmp_path: Path) -> None:
    path = tmp_path / "problem.json"

    write_document(scenarios.get("four_pilots").build(), path)

    assert "柳星社区".encode() in path.read_bytes()


def test_a_byte_order_mark_is_no_fault() -> None:
    text = problem().model_dump_json()

    assert parse_document(Problem, b"\xef\xbb\xbf" + text.encode(), "here") == problem()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"visits": 5}', "here: visits: 5: Input should be"),
        ('{"visits": [{"need": "n1"}]}', r"here: visits\[0\]\.start: Field required \(and 2 more faults\)"),
        ('{"visits": [], "seed": "' + "9" * 100 + '.5"}', "here: seed: '9{56}…: Input should be"),
        ("{", "here: Invalid JSON"),
    ],
)
def test_a_fault_names_the_source_the_path_the_value_and_what_is_expected(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parse_document(Roster, text, "here")


def test_a_document_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        write_document(problem(), tmp_path / "nowhere" / "problem.json")

    assert list(tmp_path.iterdir()) == []


def test_people_are_told_things_in_two_languages() -> None:
    assert Text(en="Monday", zh="周一")._asdict() == {"en": "Monday", "zh": "周一"}

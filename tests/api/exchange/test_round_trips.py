"""What is filled in, imported and exported is the same, and what is exported imports as no change at all."""

from datetime import date
from random import Random
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import delete

from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Subject
from api.exchange.kinds.choice import Choice, Choices
from api.exchange.kinds.day import BirthDay, Day
from api.exchange.kinds.kind import Kind, Written
from api.exchange.kinds.number import Whole
from api.exchange.kinds.point import Place
from api.exchange.kinds.qualifications import Qualifications
from api.exchange.kinds.reference import Reference, References
from api.exchange.kinds.text import Code, Words
from api.exchange.kinds.weekly import Weekly
from api.exchange.literal import DANGEROUS
from api.exchange.reading.sandbox import read
from tests.api.exchange.asking import committed, sent
from tests.api.exchange.conftest import storage
from tests.api.exchange.sheets import DISTRICT
from tests.api.exchange.workbooks import formulas, grids, rewritten

ROWS = 12
ODD = [
    "=1+1",
    "+86 772",
    "-",
    "@SUM(A1)",
    "'=1",
    '“引号”,"逗号"',
    "\ttab",
    "＝全角",
    "0012",
    "1e5",
    "TRUE",
    "2026-11-23",
    "a_x0041_b",
]
LIMITS = {"minutes": (30, 60), "visits": (1, 2), "min_gap_days": (1, 3)}
WINDOWS = ["周一 08:00-11:30；周三 14:00-17:00", "周二至周五 09:00-12:00", "周六、周日 00:00-24:00", "周日 13:05-15:10"]


def value(dice: Random, kind: Kind, key: str, number: int) -> Written:
    """As an export would write it."""
    match kind:
        case Code():
            return f"K{number:03d}"
        case Reference(of) if of == "regions":
            return DISTRICT
        case Reference(of) if key == "cadre" and of == "cadres":
            return f"K{number:03d}"
        case Reference():
            return f"名称{dice.randrange(ROWS)}"
        case References():
            return f"K{dice.randrange(ROWS):03d}" if key == "preferred_volunteers" else None
        case Words(lines=True):
            return dice.choice(["第一行\n第二行", *ODD]).strip()
        case Words():
            return f"名称{number}" if key == "name" else dice.choice(ODD).strip()
        case Place():
            return f"{dice.uniform(109, 110)!r},{dice.uniform(24, 25)!r}"
        case BirthDay():
            return date(dice.randint(1930, 1950), dice.randint(1, 12), dice.randint(1, 28))
        case Day():
            return date(2025, dice.randint(1, 12), 5) if key != "until_day" else date(2026, dice.randint(1, 12), 5)
        case Choice(options):
            return kind.write(dice.choice(list(options)))
        case Choices(options):
            return kind.write(dice.sample(list(options), dice.randint(1, min(3, len(options)))))
        case Whole(least, most):
            return dice.randint(*LIMITS.get(key, (least, min(most, 7))))
        case Qualifications():
            return dice.choice(["护士 nurse（至2027-03-31）", "first_aid；医师 physician（至2030-01-01）"])
        case Weekly():
            return dice.choice(WINDOWS)
    raise AssertionError(kind)


def people(dice: Random) -> dict[Subject, list[list[Written]]]:
    """Rows of every sheet with every column filled."""
    return {
        subject: [[value(dice, column.kind, column.key, number) for column in form.columns] for number in range(ROWS)]
        for subject, form in FORMS.items()
    }


def cells(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Rows below headings and keys, by sheet."""
    return {
        form.name: [
            tuple(None if cell == "" else cell for cell in row)
            for row in grids(content)[form.name].rows[2:]
            if any(row)
        ]
        for form in FORMS.values()
    }


def without_tail(row: list[Written]) -> tuple[Any, ...]:
    while row and row[-1] is None:
        row = row[:-1]
    return tuple(row)


def test_a_template_that_is_filled_in_and_imported_is_exported_as_it_was_filled_in(district: TestClient) -> None:
    rows = people(Random(7))
    empty = district.get("/v1/templates/all.xlsx").content
    by_sheet = {FORMS[subject].name: lines for subject, lines in rows.items()}
    content = rewritten(empty, by_sheet, {"填写说明 Notes": {"B1": "WGS-84"}})  # type: ignore[arg-type]

    committed(district, content)
    exported = district.get("/v1/exports/all.xlsx").content

    assert cells(exported) == {name: [without_tail(row) for row in lines] for name, lines in by_sheet.items()}
    assert formulas(exported) == []
    assert {counts["same"] for counts in sent(district, exported)["sheets"].values()} == {ROWS}


def test_an_export_that_is_imported_elsewhere_is_exported_the_same(district: TestClient) -> None:
    empty = district.get("/v1/templates/all.xlsx").content
    rows = {FORMS[subject].name: lines for subject, lines in people(Random(8)).items()}
    committed(district, rewritten(empty, rows, {"填写说明 Notes": {"B1": "GCJ-02"}}))  # type: ignore[arg-type]
    first = district.get("/v1/exports/all.xlsx").content
    with storage(district).writing() as session:
        for form in reversed(FORMS.values()):
            session.exec(delete(form.resource.table))

    committed(district, first)
    second = district.get("/v1/exports/all.xlsx").content

    assert cells(second) == cells(first)


def test_what_nobody_imported_is_exported_with_its_ids_and_imports_as_no_change(filled: TestClient) -> None:
    exported = filled.get("/v1/exports/all.xlsx").content

    checked = sent(filled, exported)

    assert checked["findings"] == []
    assert {name: counts["same"] - counts["rows"] for name, counts in checked["sheets"].items()} == dict.fromkeys(
        checked["sheets"], 0
    )
    assert sum(counts["rows"] for counts in checked["sheets"].values()) > 100


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("subject", Subject)
def test_a_csv_export_imports_as_no_change_in_either_encoding(
    filled: TestClient, subject: Subject, encoding: str
) -> None:
    answer = filled.get(f"/v1/exports/{subject}.csv", params={"encoding": encoding})

    checked = sent(filled, answer.content, f"?subject={subject}&datum=wgs84")

    assert answer.headers["content-type"] == f"text/csv; charset={encoding}"
    assert FORMS[subject].columns[1].heading.zh in answer.content.decode(encoding)
    assert checked["findings"] == []
    assert checked["sheets"]["CSV"]["same"] == checked["sheets"]["CSV"]["rows"]


def test_a_name_that_looks_like_a_formula_leaves_as_a_text_and_comes_back_as_it_was(district: TestClient) -> None:
    names = [name.strip() for name in ODD if name.strip()]
    lines = [
        "编号,名称",
        *(f'O{number:02d},"{name.replace(chr(34), chr(34) * 2)}"' for number, name in enumerate(names)),
    ]
    committed(district, "\n".join(lines).encode(), "?subject=organisations")

    csv = district.get("/v1/exports/organisations.csv").content
    xlsx = district.get("/v1/exports/organisations.xlsx").content

    written = [row[1] for row in cells_of_csv(csv)]
    assert not [text for text in written if text.startswith(DANGEROUS)]
    assert formulas(xlsx) == []
    # the CSV that was sent said '=1, which is =1 made harmless: that is what is kept
    kept = ["=1" if name == "'=1" else name for name in names]
    assert [row[1] for row in grids(xlsx)[FORMS[Subject.ORGANISATIONS].name].rows[2:]] == kept
    assert sent(district, csv, "?subject=organisations")["sheets"]["CSV"]["same"] == len(names)


def cells_of_csv(content: bytes) -> list[list[str]]:
    """As a program sees them that knows nothing of our apostrophes."""
    import csv
    from io import StringIO

    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))[1:]


def test_a_csv_file_that_is_read_again_has_the_same_cells(filled: TestClient) -> None:
    utf8, chinese = (filled.get(f"/v1/exports/cadres.csv?encoding={one}").content for one in ("utf-8", "gb18030"))

    assert read(utf8) == read(chinese)
    assert utf8.startswith(b"\xef\xbb\xbf")

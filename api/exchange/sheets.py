"""Which sheet of a file is which form, by its name or because only one was asked for; and the datum that the notes tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.exchange.datum import Datum
from api.exchange.findings import Finding, Severity, Spot
from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Form, Subject
from api.exchange.kinds.kind import Unfit
from api.exchange.kinds.text import text_of
from api.exchange.layout import BESIDE_THE_DATA, DATUM_HEADING, DATUMS, NOTES, datum_of
from api.exchange.normal import folded
from api.exchange.reading.grid import Grid
from matcher.board.words import both
from matcher.domain import Text


@dataclass(frozen=True)
class Recognised:
    """Sheets by subject, the datum if the notes tell it, and what is odd about the file as a whole."""

    sheets: dict[Subject, Grid]
    datum: Datum | None
    findings: tuple[Finding, ...]


def recognised(grids: Sequence[Grid], wanted: Subject | None) -> Recognised:
    """All forms, or only the one that is wanted; a lone sheet is taken for it whatever its name."""
    forms = [form for form in FORMS.values() if wanted in (None, form.subject)]
    data = [grid for grid in grids if folded(grid.name) not in BESIDE_THE_DATA]
    sheets: dict[Subject, Grid] = {}
    findings: list[Finding] = []
    for form in forms:
        named = [grid for grid in data if folded(grid.name) in _names(form)]
        if not named and wanted is not None and len(data) == 1:
            named = data
        if named:
            sheets[form.subject] = named[0]
    taken = [id(grid) for grid in sheets.values()]
    findings += (_ignored(grid) for grid in data if id(grid) not in taken and any(grid.rows))
    if not sheets:
        findings.append(_missing(forms))
    datum, odd = _datum(grids)
    return Recognised(sheets, datum, (*findings, *odd))


def _names(form: Form) -> set[str]:
    return {folded(name) for name in (form.subject, *form.title, both(form.title))}


def _datum(grids: Sequence[Grid]) -> tuple[Datum | None, list[Finding]]:
    for grid, row, column in _asked(grids):
        value = grid.at(row, column)
        if value is None:
            return None, []
        try:
            return datum_of(text_of(value)), []
        except Unfit as unfit:
            spot = Spot(grid.name, row, column, "datum", DATUM_HEADING)
            expected = DATUMS.expected
            return None, [
                spot.finding(
                    unfit.code,
                    Text(f"expected {expected.en}", f"不符合要求，应为{expected.zh}"),
                    value,
                    unfit.hint,
                )
            ]
    return None, []


def _asked(grids: Sequence[Grid]) -> Iterator[tuple[Grid, int, int]]:
    """The cells right of where the notes ask for the datum."""
    for grid in (grid for grid in grids if folded(grid.name) == folded(NOTES)):
        for row, cells in enumerate(grid.rows):
            if cells and isinstance(cells[0], str) and folded(cells[0]) == folded(both(DATUM_HEADING)):
                yield grid, row, 1


def _ignored(grid: Grid) -> Finding:
    return Spot(grid.name).finding(
        "SHEET_IGNORED",
        Text("this sheet is none of those that were asked for and is ignored", "此表不在导入范围内，已忽略"),
        severity=Severity.WARNING,
    )


def _missing(forms: Sequence[Form]) -> Finding:
    names = " / ".join(form.name for form in forms)
    return Spot("").finding(
        "SHEET_MISSING", Text(f"no sheet to import; expected {names}", f"没有可导入的表；应有：{names}")
    )

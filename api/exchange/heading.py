"""Which column of a sheet is which: by the hidden keys, or by headings in either language, wherever in the first rows they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from api.exchange.findings import Finding, Severity, Spot
from api.exchange.forms.form import CODE, Column, Form
from api.exchange.layout import FINDINGS_HEADING, FINDINGS_KEY
from api.exchange.normal import folded
from api.exchange.reading.grid import Grid, Value
from matcher.board.words import both
from matcher.domain import Text

SEARCHED = 10
FEWEST_KNOWN = 2


@dataclass(frozen=True)
class Heading:
    """`row` bears the headings, data begin at `first`; `columns` are those that were found, by position."""

    row: int
    first: int
    columns: dict[int, Column]

    def position(self, key: str) -> int | None:
        """Where the column of that key stands."""
        return next((position for position, column in self.columns.items() if column.key == key), None)


def heading_of(grid: Grid, form: Form) -> tuple[Heading | None, list[Finding]]:
    """None where no row looks like headings; what is odd about them is told."""
    candidates = [(row, _known(grid.rows[row], form)) for row in range(min(SEARCHED, len(grid.rows)))]
    found = [(row, known) for row, known in candidates if _is_heading(known)]
    if not found:
        return None, [_no_heading(grid, form)]
    row, known = found[0]
    last = row + 1 if row + 1 in dict(found) else row
    columns: dict[int, Column] = {}
    findings: list[Finding] = []
    for position, column in known.items():
        spot = Spot(grid.name, row, position, column.key)
        if column in columns.values():
            findings.append(spot.finding("DUPLICATE_COLUMN", _twice(column), grid.at(row, position)))
        else:
            columns[position] = column
    findings += _unknown(grid, form, row, known)
    return Heading(row, last + 1, columns), findings


def names(column: Column) -> set[str]:
    """All that may stand above it."""
    return {folded(name) for name in (column.key, *column.heading, both(column.heading))}


def is_findings_heading(cell: Value) -> bool:
    """The column in which an earlier check told what it found: neither data nor unknown."""
    ours = {FINDINGS_KEY, *(folded(text) for text in (*FINDINGS_HEADING, both(FINDINGS_HEADING)))}
    return cell is not None and _plain(cell) in ours


def _known(cells: tuple[Value, ...], form: Form) -> dict[int, Column]:
    by_name = {name: column for column in form.columns for name in names(column)}
    return {position: by_name[_plain(cell)] for position, cell in enumerate(cells) if cell and _plain(cell) in by_name}


def _is_heading(known: dict[int, Column]) -> bool:
    return len(known) >= FEWEST_KNOWN and any(column.key == CODE for column in known.values())


def _plain(cell: Value) -> str:
    """Without the star of required columns."""
    return folded(str(cell)).replace("*", "")


def _unknown(grid: Grid, form: Form, row: int, known: dict[int, Column]) -> Iterator[Finding]:
    """Told, since a misspelt heading would otherwise lose a column without a word."""
    left = [column for column in form.columns if column not in known.values()]
    spelt = {name: column for column in left for name in names(column)}
    for position, cell in enumerate(grid.rows[row]):
        if cell is None or position in known or is_findings_heading(cell) or not _plain(cell):
            continue
        near = get_close_matches(_plain(cell), spelt, n=1, cutoff=0.6)
        meant = spelt[near[0]].heading if near else None
        yield Spot(grid.name, row, position).finding(
            "UNKNOWN_COLUMN",
            Text("this column is not known and is ignored", "无法识别此列，已忽略"),
            cell,
            Text(f"Did you mean {meant.en}?", f"是否指“{meant.zh}”？") if meant else None,
            Severity.WARNING,
        )


def _twice(column: Column) -> Text:
    return Text(
        f"column {column.heading.en} stands here twice; expected once", f"列“{column.heading.zh}”重复，应只有一列"
    )


def _no_heading(grid: Grid, form: Form) -> Finding:
    wanted = [column.heading for column in form.columns if column.required]
    en, zh = ", ".join(one.en for one in wanted), "、".join(one.zh for one in wanted)
    return Spot(grid.name).finding(
        "HEADING_MISSING",
        Text(
            f"no row of headings in the first {SEARCHED} rows; expected {en}", f"前{SEARCHED}行中没有表头；应有：{zh}"
        ),
        hint=Text("Take the template and fill it in.", "请下载模板填写。"),
    )

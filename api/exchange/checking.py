"""The first half of an import: sheets against what is kept; the outcome is a list of steps and a list of findings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session, col, select

from api.exchange.directory import Directory, directory_of
from api.exchange.entries import entries_of
from api.exchange.filled import Filled, read_sheet
from api.exchange.findings import Finding, Severity
from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import CODE, Form, Subject
from api.exchange.kinds.kind import Terms
from api.exchange.reading.grid import Grid
from api.exchange.steps import Effect, Step, WrongRow, step_of
from api.settings import Settings
from api.tables.row import Row, new_id
from matcher.domain import Text

AT_ONCE = 500
"""Ids in one query."""


class Counts(BaseModel):
    """Rows of one sheet: how many there are, what would become of them, and how many have errors."""

    rows: int = 0
    create: int = 0
    change: int = 0
    same: int = 0
    wrong: int = 0


@dataclass(frozen=True)
class Outcome:
    """`counts` by the sheet's name; with an error among the findings the steps are not to be taken."""

    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, Counts]


@dataclass(frozen=True)
class Checker:
    """What every sheet is checked with."""

    session: Session
    settings: Settings
    terms: Terms
    directory: Directory

    def sheet(self, form: Form, grid: Grid) -> Outcome:
        """Rows are read, identified, resolved, and validated by the registry."""
        read = read_sheet(grid, form, self.terms)
        identified, repeated = self._identified(form, read.rows)
        findings, steps = [*read.findings, *repeated], []
        kept = self._kept(form, identified)
        for key, filled in identified.items():
            entries, found = entries_of(filled, kept.get(key), self.directory, self.terms)
            findings += found
            if filled.sound and not any(one.severity is Severity.ERROR for one in found):
                try:
                    steps.append(step_of(self.session, self.settings, filled, key, kept.get(key), entries))
                except WrongRow as wrong:
                    findings += wrong.findings
        findings += _shared(form, identified, steps)
        return Outcome(tuple(steps), tuple(findings), {grid.name: _counts(len(read.rows), steps, findings)})

    def _identified(self, form: Form, rows: Iterable[Filled]) -> tuple[dict[str, Filled], list[Finding]]:
        """Rows by id; what nobody knows gets one, so that other rows may refer to it, if only by a code that stands once."""
        found: dict[str, Filled] = {}
        findings: list[Finding] = []
        for filled in rows:
            code = filled.code
            key = self.directory.known(form.subject, code) if code is not None else None
            if key is not None and key in found:
                other = found[key].row + 1
                again = Text(f"stands in row {other} already; expected once", f"与第{other}行重复，应只出现一次")
                findings.append(filled.spot(CODE).finding("DUPLICATE_CODE", again, code))
                continue
            if key is None:
                key = new_id()
            if code is not None and self.directory.known(form.subject, code) is None:
                self.directory.add(form.subject, key, code, filled.values.get("name") or "")
            found[key] = filled
        return found, findings

    def _kept(self, form: Form, keys: Iterable[str]) -> dict[str, Row]:
        table, wanted = form.resource.table, list(keys)
        chunks = (wanted[first : first + AT_ONCE] for first in range(0, len(wanted), AT_ONCE))
        found = (row for chunk in chunks for row in self.session.exec(select(table).where(col(table.id).in_(chunk))))
        return {row.id: row for row in found}


def check(session: Session, settings: Settings, terms: Terms, sheets: Mapping[Subject, Grid]) -> Outcome:
    """Sheets in the order in which they refer to each other; nothing is changed."""
    checker = Checker(session, settings, terms, directory_of(session))
    outcomes = [checker.sheet(FORMS[subject], sheets[subject]) for subject in Subject if subject in sheets]
    return Outcome(
        steps=tuple(step for one in outcomes for step in one.steps),
        findings=tuple(finding for one in outcomes for finding in one.findings),
        counts={sheet: counts for one in outcomes for sheet, counts in one.counts.items()},
    )


def _shared(form: Form, identified: Mapping[str, Filled], steps: Iterable[Step]) -> Iterator[Finding]:
    """What no two rows may share, two rows of the sheet share."""
    for keys in form.distinct:
        names = [name for key in keys for name in form.column(key).filled]
        first: dict[tuple[Any, ...], int] = {}
        for step in steps:
            shared = tuple(step.entries.get(name) for name in names)
            row = identified[step.id].row + 1
            other = first.setdefault(shared, row) if all(shared) else row
            if other != row:
                again = Text(f"row {other} says the same; expected one row", f"与第{other}行相同，应只有一行")
                yield identified[step.id].spot(keys[-1]).finding("NOT_DISTINCT", again)


def _counts(rows: int, steps: Iterable[Step], findings: Iterable[Finding]) -> Counts:
    wrong = {one.row for one in findings if one.severity is Severity.ERROR and one.row is not None}
    taken = {action.value: sum(step.action is action for step in steps) for action in Effect}
    return Counts(rows=rows, wrong=len(wrong), **taken)

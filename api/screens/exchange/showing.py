"""An import as a page shows it: what each sheet would do, which cells are wrong, and what each row would become."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.exchange.findings import Finding, Severity
from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Subject
from api.exchange.import_routes import ImportPublic
from api.exchange.steps import Effect
from matcher.domain import Text

EFFECTS = {
    Effect.CREATE: Text("new", "新增"),
    Effect.CHANGE: Text("changed", "修改"),
    Effect.SAME: Text("the same", "不变"),
}


@dataclass(frozen=True)
class Row:
    """A row that is created or changed, its fields by their headings."""

    sheet: Text
    number: int
    code: str
    effect: Text
    fields: tuple[Text, ...]
    emptied: tuple[Text, ...]


def titles() -> list[tuple[Subject, Text]]:
    """What sheets are called."""
    return [(subject, form.title) for subject, form in FORMS.items()]


def worst_first(findings: list[Finding]) -> list[Finding]:
    """Errors, then warnings, each in the order of the file."""
    return sorted(findings, key=lambda one: one.severity is not Severity.ERROR)


def rows(shown: ImportPublic) -> Iterator[Row]:
    """What a commit would do."""
    for change in shown.changes:
        form = FORMS[change.subject]
        yield Row(
            form.title,
            change.row,
            change.code,
            EFFECTS[change.action],
            tuple(_headings(form, change.fields)) if change.action is Effect.CHANGE else (),
            tuple(_headings(form, change.emptied)),
        )


def _headings(form: Any, fields: list[str]) -> Iterator[Text]:
    """Of the columns that fill these fields, each once."""
    for column in form.columns:
        if not set(column.filled).isdisjoint(fields):
            yield column.heading

"""What a sound row says, by field of the table: codes and names have become ids, ages dates of birth."""

from typing import Any

from api.exchange.directory import Directory
from api.exchange.filled import Filled, unfit_finding
from api.exchange.findings import Finding, Severity
from api.exchange.forms.form import Form
from api.exchange.kinds.day import Age
from api.exchange.kinds.kind import Terms, Unfit
from api.exchange.kinds.reference import Reference, References
from api.tables.row import Row
from matcher.domain import Text

EMPTY: tuple[Any, ...] = (None, "", [])
"""What an empty cell may mean; a field that can be none of these keeps its value, or its default in a new row."""


def entries_of(
    filled: Filled, kept: Row | None, directory: Directory, terms: Terms
) -> tuple[dict[str, Any], list[Finding]]:
    """Entries as far as they could be found out, and what could not."""
    entries: dict[str, Any] = {}
    findings: list[Finding] = []
    for key, value in filled.values.items():
        column = filled.form.column(key)
        if value is None:
            entries |= {name: _empty(filled.form, name) for name in column.filled if _can_be_empty(filled.form, name)}
            continue
        try:
            meant = _meant(value, column.kind, directory)
        except Unfit as unfit:
            findings.append(unfit_finding(filled.spot(key), column, unfit, str(value)))
            continue
        if isinstance(meant, Age):
            findings.append(_estimated(filled, key, meant))
            born_on = getattr(kept, column.filled[0], None)
            known = born_on is not None and meant.fits(born_on, terms.today)
            meant = born_on if known else meant.estimate(terms.today)
        entries |= column.entries(meant)
    return entries, findings


def _meant(value: Any, kind: object, directory: Directory) -> Any:
    """Raises Unfit where nobody, or more than one, is meant."""
    match kind:
        case Reference(of):
            return directory.find(of, value)
        case References(of):
            return list(dict.fromkeys(directory.find(of, one) for one in value))
        case _:
            return value


def _can_be_empty(form: Form, name: str) -> bool:
    return _empty(form, name) in EMPTY


def _empty(form: Form, name: str) -> Any:
    return form.resource.fields.model_fields[name].get_default(call_default_factory=True)


def _estimated(filled: Filled, key: str, age: Age) -> Finding:
    return filled.spot(key).finding(
        "AGE_ESTIMATED",
        Text(
            "only an age, so that 1 January stands for the date of birth unless a fitting one is known",
            "只有年龄，除非已有相符的出生日期，否则暂记为当年1月1日出生",
        ),
        str(age.years),
        Text("Give the date of birth when it is known.", "核实后请填写出生日期。"),
        Severity.WARNING,
    )

"""What an import would do, row by row: one step creates a row, changes it, or finds it as it should be."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlmodel import Session

from api.errors import Refused
from api.exchange.filled import Filled
from api.exchange.findings import Finding
from api.exchange.forms.form import CODE, Subject
from api.exchange.masked import IS_MASKED, masks, unmasked
from api.exchange.rules import check_rules
from api.registry.resource import Entry
from api.settings import Settings
from api.tables.row import Row
from matcher.domain import Text


class Effect(StrEnum):
    """Of one step."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"


class Step(BaseModel):
    """`entries` are the fields to set, as JSON; `version` is the one that the check saw.

    `emptied` are fields in which something stood and nothing will. Personal data: steps lie in the import's row only.
    """

    model_config = ConfigDict(frozen=True)

    subject: Subject
    sheet: str
    row: int
    code: str
    action: Effect
    id: str
    version: int | None = None
    entries: dict[str, Any]
    emptied: list[str] = []


class WrongRow(Exception):
    """The row as it would be is none that anybody could have entered."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__()
        self.findings = findings


def step_of(
    session: Session, settings: Settings, filled: Filled, key: str, kept: Row | None, entries: Mapping[str, Any]
) -> Step:
    """Validated by the registry as if somebody had entered it by hand; raises WrongRow."""
    before = {} if kept is None else {name: getattr(kept, name) for name in filled.form.resource.fields.model_fields}
    table = filled.form.resource.table
    entries = unmasked(table, entries, kept)
    if masked := masks(table, entries):
        raise WrongRow([filled.spot(_column(filled, name)).finding("MASKED", IS_MASKED) for name in masked])
    if kept is not None and entries[CODE] == kept.id:
        entries = {**entries, CODE: before[CODE]}
    entry = _entry(session, settings, filled, before | dict(entries), kept)
    told = entry.fields.model_dump(mode="json")
    changed = [name for name in entries if kept is None or getattr(entry.fields, name) != before[name]]
    return Step(
        subject=filled.form.subject,
        sheet=filled.sheet,
        row=filled.row + 1,
        code=filled.code or "",
        action=Effect.CREATE if kept is None else Effect.CHANGE if changed else Effect.SAME,
        id=key,
        version=None if kept is None else kept.version,
        entries=told if kept is None else {name: told[name] for name in changed},
        emptied=[name for name in changed if before.get(name) and not getattr(entry.fields, name)],
    )


def _entry(
    session: Session, settings: Settings, filled: Filled, entries: dict[str, Any], kept: Row | None
) -> Entry[Any]:
    resource = filled.form.resource
    try:
        entry = Entry(session, settings, resource.fields.model_validate(entries), None if kept is None else kept.id)
    except ValidationError as error:
        raise WrongRow(list(_invalid(filled, error))) from None
    try:
        check_rules(resource, entry, kept)
    except Refused as refused:
        raise WrongRow([_refused(filled, refused)]) from None
    return entry


def _invalid(filled: Filled, error: ValidationError) -> Iterator[Finding]:
    """Each column once."""
    told: set[str] = set()
    for fault in error.errors(include_url=False, include_input=False):
        key = _column(filled, str(fault["loc"][0]) if fault["loc"] else "")
        if key not in told:
            told.add(key)
            if fault["type"] == "missing":
                yield filled.spot(key).finding("MISSING", Text("is needed for a new row", "新增时必填"))
            else:
                why = fault["msg"].removeprefix("Value error, ")
                yield filled.spot(key).finding("WRONG_VALUE", Text(why, f"不符合要求（{why}）"))


def _refused(filled: Filled, refused: Refused) -> Finding:
    """What the registry objects to, at the column of the field that it names."""
    places = refused.more.get("errors") or [{"path": ""}]
    other = refused.more.get("other")
    hint = Text(f"Its code in this system is {other}.", f"其系统编号为{other}。") if other else None
    return filled.spot(_column(filled, places[0]["path"].removeprefix("body."))).finding(
        refused.code, refused.text, hint=hint
    )


def _column(filled: Filled, field: str) -> str:
    """The key of the column that fills a field of the table, or that of the code, which stands for the whole row."""
    return next((column.key for column in filled.form.columns if field in column.filled), CODE)

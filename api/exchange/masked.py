"""A masked text (张*国, 138****1234, ***) says nothing: sent back it keeps what is there, and nobody is entered by it."""

from collections.abc import Mapping
from typing import Any

from api.authority.seeing import CONTACT, DOSSIER, HIDDEN
from api.registry.masked import is_mask
from api.tables.row import Row
from matcher.domain import Text

IS_MASKED = Text(
    "is masked; expected the text itself (export with a purpose, `reveal`, to have it)",
    "内容已脱敏；应填写原文（导出时注明用途reveal即可得到原文）",
)


def unmasked(table: type[Row], entries: Mapping[str, Any], kept: Row | None) -> dict[str, Any]:
    """The entries without masks of what is kept."""
    columns = (*CONTACT.get(table, ()), *DOSSIER.get(table, ()))
    return {
        name: value
        for name, value in entries.items()
        if kept is None or name not in columns or not is_mask(kept, name, value)
    }


def masks(table: type[Row], entries: Mapping[str, Any]) -> list[str]:
    """Fields that hold a mask of whatever it was."""
    contact, dossier = CONTACT.get(table, ()), DOSSIER.get(table, ())
    return [
        name
        for name, value in entries.items()
        if (name in contact and "*" in str(value)) or (name in dossier and value == HIDDEN)
    ]

"""What a check found, as data: where, what stands there, what is expected; errors forbid the commit, warnings do not."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from api.exchange.reading.grid import Value, cell_name
from matcher.domain import Saying, Text

LONGEST_VALUE = 60


class Severity(StrEnum):
    """Whether it stands in the way."""

    ERROR = "error"
    WARNING = "warning"


class Finding(BaseModel):
    """`row` counts from 1 as Excel does, `column` is the key of the column, `cell` its address such as B7."""

    model_config = ConfigDict(frozen=True)

    sheet: str
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    code: str
    severity: Severity = Severity.ERROR
    value: str | None = None
    message: Saying
    hint: Saying | None = None


@dataclass(frozen=True)
class Spot:
    """A cell (or a row, or a whole sheet) and the column it belongs to; row and position count from 0."""

    sheet: str
    row: int | None = None
    position: int | None = None
    column: str | None = None
    heading: Text | None = None

    def finding(
        self,
        code: str,
        message: Text,
        value: Value = None,
        hint: Text | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        """The message begins with the heading where there is one."""
        zh, en = message.zh, message.en
        if self.heading is not None:
            zh, en = f"{self.heading.zh}：{zh}", f"{self.heading.en}: {en}"
        return Finding(
            sheet=self.sheet,
            row=None if self.row is None else self.row + 1,
            column=self.column,
            cell=None if self.row is None or self.position is None else cell_name(self.row, self.position),
            code=code,
            severity=severity,
            value=None if value is None else shortened(value),
            message=Saying(zh=zh, en=en),
            hint=None if hint is None else Saying(zh=hint.zh, en=hint.en),
        )


def shortened(value: Value) -> str:
    """As people see it in the cell, at most a line of it."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"

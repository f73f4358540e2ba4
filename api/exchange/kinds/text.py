"""Texts: a line, a paragraph, or the code by which a row is known again."""

from dataclasses import dataclass
from datetime import date, datetime, time

from api.exchange.kinds.kind import Kind, Terms, Unfit
from api.exchange.normal import compact, line, paragraph
from api.exchange.reading.grid import Value
from matcher.domain import Text

EXACT = 10**15
"""Excel keeps fifteen digits of a number; further ones of an identity number are lost."""

SEPARATORS = "、，,；;\n"


@dataclass(frozen=True)
class Words(Kind):
    """A text of at most `longest` characters; in one line unless `lines`."""

    longest: int = 200
    lines: bool = False

    @property
    def expected(self) -> Text:
        """Its length."""
        return Text(f"a text of at most {self.longest} characters", f"不超过{self.longest}字的文字")

    @property
    def widest(self) -> int:  # type: ignore[override]
        """Paragraphs get room."""
        return 32 if self.lines else 18

    def read(self, value: Value, terms: Terms) -> str:
        """Numbers are taken as they were typed."""
        text = text_of(value)
        text = paragraph(text) if self.lines else line(text)
        if len(text) > self.longest:
            raise Unfit("TOO_LONG")
        return text

    def write(self, value: str) -> str:
        """As it is, without characters that no spreadsheet can hold."""
        return paragraph(value) if self.lines else line(value)


@dataclass(frozen=True)
class Code(Kind):
    """The number that something bears in its owner's papers; by it a later import knows it again."""

    longest: int = 64

    @property
    def expected(self) -> Text:
        """Short, and without what separates codes in lists."""
        return Text(
            f"a code of at most {self.longest} characters without commas", f"不超过{self.longest}字、不含逗号的编号"
        )

    def read(self, value: Value, terms: Terms) -> str:
        """Full-width digits and letters are the same as plain ones."""
        text = compact(text_of(value))
        if not text or len(text) > self.longest or not is_code(text):
            raise Unfit()
        return text

    def write(self, value: str) -> str:
        """As it is."""
        return value


def is_code(text: str) -> bool:
    """It can stand in a list of codes and is read again as it is written."""
    return text == compact(text) and not set(SEPARATORS) & set(text)


def text_of(value: Value) -> str:
    """What was typed; raises Unfit for a date that Excel made of it, and for numbers of which Excel has lost digits."""
    match value:
        case str():
            return value
        case bool() | date() | datetime() | time() | None:
            raise Unfit(
                "WRONG_TYPE", Text("Format the cell as text and type it again.", "请将单元格格式设为“文本”后重新输入。")
            )
        case _ if abs(value) >= EXACT or value != value:
            raise Unfit(
                "DIGITS_LOST",
                Text(
                    "Format the cell as text, then type all digits again.",
                    "请将单元格格式设为“文本”后重新输入全部数字。",
                ),
            )
        case _:
            return str(int(value)) if value == int(value) else repr(value)

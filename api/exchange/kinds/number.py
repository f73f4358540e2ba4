"""Whole numbers within bounds."""

import re
from dataclasses import dataclass

from api.exchange.kinds.kind import Kind, Terms, Unfit
from api.exchange.normal import compact
from api.exchange.reading.grid import Value
from matcher.domain import Text

WHOLE = re.compile(r"[0-9]{1,9}(\.0+)?")


@dataclass(frozen=True)
class Whole(Kind):
    """From `least` to `most`."""

    least: int
    most: int
    is_text = False

    @property
    def expected(self) -> Text:
        """Its bounds."""
        return Text(f"a whole number from {self.least} to {self.most}", f"{self.least}至{self.most}的整数")

    def read(self, value: Value, terms: Terms) -> int:
        """A number, or a text that is one."""
        match value:
            case bool():
                raise Unfit("WRONG_TYPE")
            case int() | float() if value == value and abs(value) < 1e9 and value == int(value):
                number = int(value)
            case str() if WHOLE.fullmatch(compact(value)):
                number = int(float(compact(value)))
            case _:
                raise Unfit()
        if not self.least <= number <= self.most:
            raise Unfit("OUT_OF_RANGE")
        return number

    def write(self, value: int) -> int:
        """As it is."""
        return value

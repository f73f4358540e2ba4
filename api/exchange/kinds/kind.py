"""A kind of cell: what is expected there, how it is read, and how it is written so that it reads the same again."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.exchange.datum import Datum
from api.exchange.reading.grid import Value
from matcher.domain import Text

Written = str | int | date | None


class Unfit(Exception):
    """The value is not of the kind; `code` is stable, `hint` says what may help."""

    def __init__(self, code: str = "WRONG_VALUE", hint: Text | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.hint = hint


@dataclass(frozen=True)
class Terms:
    """What the reading of a cell depends on beside the cell: today's date, and the map its coordinates come from."""

    today: date
    datum: Datum | None = None


class Kind(ABC):
    """`drop_down` lists what may be picked (or something else if `is_open`), `widest` is how wide its column grows.

    `is_text` keeps Excel from making numbers of codes and telephones.
    """

    drop_down: tuple[str, ...] = ()
    is_open: bool = False
    is_text: bool = True
    widest: int = 18

    @property
    @abstractmethod
    def expected(self) -> Text:
        """Completes "expected …" and 应为……."""

    @abstractmethod
    def read(self, value: Value, terms: Terms) -> Any:
        """What a cell that is not empty means; raises Unfit."""

    @abstractmethod
    def write(self, value: Any) -> Written:
        """The inverse of `read`."""

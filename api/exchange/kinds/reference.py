"""Something else that is named by its code (or, where that is unambiguous, by its name): who it is, is found out later."""

from dataclasses import dataclass

from api.exchange.kinds.choice import JOINT, SEPARATED
from api.exchange.kinds.kind import Kind, Terms, Unfit
from api.exchange.kinds.text import text_of
from api.exchange.normal import compact, line
from api.exchange.reading.grid import Value
from matcher.domain import Text


@dataclass(frozen=True)
class Reference(Kind):
    """The code or name of one `of`."""

    of: str
    called: Text

    @property
    def expected(self) -> Text:
        """What it must name."""
        return Text(f"the code or name of the {self.called.en}", f"{self.called.zh}的编号或名称")

    def read(self, value: Value, terms: Terms) -> str:
        """As it stands."""
        text = line(text_of(value))
        if len(text) > 200:
            raise Unfit("TOO_LONG")
        return text

    def write(self, value: str) -> str:
        """As it is."""
        return value


@dataclass(frozen=True)
class References(Kind):
    """Codes or names of several `of`."""

    of: str
    called: Text
    most: int = 200
    widest = 24

    @property
    def expected(self) -> Text:
        """What they must name."""
        return Text(f"codes of {self.called.en}s", f"{self.called.zh}的编号（以顿号分隔）")

    def read(self, value: Value, terms: Terms) -> list[str]:
        """Each once."""
        found = list(dict.fromkeys(compact(one) for one in SEPARATED.split(text_of(value)) if one.strip()))
        if len(found) > self.most:
            raise Unfit("TOO_MANY")
        return found

    def write(self, value: list[str]) -> str:
        """One after the other."""
        return JOINT.join(value)

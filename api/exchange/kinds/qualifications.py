"""Certificates with their last valid date: 护士 nurse（至2027-03-31）；急救员 first_aid."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from api.exchange.kinds.choice import OWN_WORD, known
from api.exchange.kinds.day import written_date
from api.exchange.kinds.kind import Kind, Terms, Unfit
from api.exchange.kinds.text import text_of
from api.exchange.normal import compact
from api.exchange.reading.grid import Value
from matcher.board.words import both
from matcher.domain import Qualification, Text

HELD = re.compile(
    r"(?P<name>[^()]*?)\s*\(?\s*(?:有效期)?(?:至|到|until)?\s*(?P<until>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)?\s*\)?"
)


@dataclass(frozen=True)
class Qualifications(Kind):
    """Certificates by name; without a date they never end."""

    options: Mapping[str, Text]
    most: int = 50
    widest = 30

    @property
    def expected(self) -> Text:
        """By example."""
        return Text(
            "certificates with their last valid date such as nurse (until 2027-03-31); physician",
            "证书及有效期，如：护士（至2027-03-31）；医师",
        )

    def read(self, value: Value, terms: Terms) -> list[Qualification]:
        """In the order in which they stand."""
        parts = [part for part in re.split(r"[；;、，,\n]", text_of(value)) if part.strip()]
        if len(parts) > self.most:
            raise Unfit("TOO_MANY")
        return [self._one(compact(part)) for part in parts]

    def write(self, value: Iterable[Qualification]) -> str:
        """One after the other."""
        return "；".join(
            self._name(one.name) + (f"（至{one.valid_until}）" if one.valid_until else "") for one in value
        )

    def _one(self, text: str) -> Qualification:
        held = HELD.fullmatch(text)
        if held is None:
            raise Unfit()
        until = written_date(held["until"]) if held["until"] else None
        return Qualification(name=known(held["name"], self.options, OWN_WORD), valid_until=until)

    def _name(self, word: str) -> str:
        return both(self.options[word]) if word in self.options else word

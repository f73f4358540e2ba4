"""One of a list, or several of it; words of either language or both are understood, and near misses are told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from api.exchange.kinds.kind import Kind, Terms, Unfit
from api.exchange.kinds.text import SEPARATORS, text_of
from api.exchange.normal import folded, line
from api.exchange.reading.grid import Value
from matcher.board.words import both
from matcher.domain import Text

SEPARATED = re.compile(f"[{SEPARATORS}]+")
JOINT = "、"
OWN_WORD = re.compile(r"[a-z][a-z0-9_]{0,59}")
"""The contract's words, by which a county names what is its own."""
OR_OWN = Text(", or a lower-case word of your own such as meals", "，或本地自定义的英文小写词（如meals）")


@dataclass(frozen=True)
class Choice(Kind):
    """One of some values, by their names; besides the listed ones `own` lets pass words that match it."""

    options: Mapping[Any, Text]
    own: re.Pattern[str] | None = None

    @property
    def is_open(self) -> bool:  # type: ignore[override]
        """Whether words of one's own are taken."""
        return self.own is not None

    @property
    def drop_down(self) -> tuple[str, ...]:  # type: ignore[override]
        """All of them."""
        return tuple(both(name) for name in self.options.values())

    @property
    def expected(self) -> Text:
        """All of them."""
        en = "one of " + ", ".join(name.en for name in self.options.values())
        zh = "以下之一：" + "、".join(name.zh for name in self.options.values())
        return Text(en + OR_OWN.en, zh + OR_OWN.zh) if self.is_open else Text(en, zh)

    def read(self, value: Value, terms: Terms) -> Any:
        """By name in either language, or by the word that the contract uses."""
        text = str(value) if isinstance(value, bool) else text_of(value)
        return known(text, self.options, self.own)

    def write(self, value: Any) -> str:
        """In both languages; an own word stands for itself."""
        return both(self.options[value]) if value in self.options else str(value)


YES_NO = Choice({True: Text("yes", "是"), False: Text("no", "否")})


@dataclass(frozen=True)
class Choices(Kind):
    """Several values, each once; besides the listed ones `own` lets pass words that match it."""

    options: Mapping[Any, Text]
    own: re.Pattern[str] | None = None
    most: int = 50
    widest = 28

    @property
    def expected(self) -> Text:
        """The listed ones, and whether others are taken."""
        en = "some of " + ", ".join(name.en for name in self.options.values())
        zh = "、".join(name.zh for name in self.options.values()) + "中的若干项（以顿号分隔）"
        return Text(en + OR_OWN.en, zh + OR_OWN.zh) if self.own else Text(en, zh)

    def read(self, value: Value, terms: Terms) -> list[Any]:
        """In the order in which they stand."""
        words = [line(word) for word in SEPARATED.split(text_of(value)) if line(word)]
        found = list(dict.fromkeys(known(word, self.options, self.own) for word in words))
        if len(found) > self.most:
            raise Unfit("TOO_MANY")
        return found

    def write(self, value: list[Any]) -> str:
        """In both languages; own words stand for themselves."""
        return JOINT.join(both(self.options[one]) if one in self.options else str(one) for one in value)


def known(text: str, options: Mapping[Any, Text], own: re.Pattern[str] | None = None) -> Any:
    """The value of that name, or the word itself where it matches `own`; else raises Unfit with the nearest name as a hint."""
    names = {folded(name): value for value, text in options.items() for name in (str(value), *text, both(text))}
    word = line(text)
    if folded(word) in names:
        return names[folded(word)]
    if own is not None and own.fullmatch(word):
        return word
    near = get_close_matches(folded(word), names, n=1, cutoff=0.5)
    if not near:
        raise Unfit("UNKNOWN_CHOICE")
    meant = options[names[near[0]]]
    raise Unfit("UNKNOWN_CHOICE", Text(f"Did you mean {meant.en}?", f"是否指“{meant.zh}”？"))

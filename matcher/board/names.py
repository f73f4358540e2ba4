"""What people are called on a board: their names made harmless, their ids where a name is missing or shared."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

UNSEEN = {"Cc", "Cf", "Cs"}
"""Unicode's control characters, invisible formatting (which can turn the direction of writing) and half characters."""


LONGEST = 40
"""Signs of a name; what is longer would fill a page, and is no name."""


class Named(Protocol):
    """A station, cadre or volunteer."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def legible(text: str) -> str:
    """The text without unseen characters, each stretch of white space as one blank."""
    spaced = "".join(" " if sign.isspace() else sign for sign in text)
    return " ".join("".join(sign for sign in spaced if _is_seen(sign)).split())


def names_of(people: Iterable[Named]) -> dict[str, str]:
    """A name by id: the id itself where there is no name, and beside the name where several share it."""
    names = {person.id: _short(legible(person.name) or legible(person.id) or "?") for person in people}
    holders = Counter(names.values())
    return {own: name if holders[name] == 1 else f"{name} ({_short(legible(own))})" for own, name in names.items()}


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def _is_seen(sign: str) -> bool:
    """XML forbids the two noncharacters at the end of the first plane as well."""
    return unicodedata.category(sign) not in UNSEEN and sign not in "\ufffe\uffff"

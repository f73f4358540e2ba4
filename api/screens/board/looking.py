"""What somebody wants to see of a board: a part of the rows, some kinds of cards, as a grid or as a list."""

from dataclasses import asdict, dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query

from api.registry.searching import Words
from matcher.board.teams import TEAMS
from matcher.board.words import service
from matcher.domain import Text

ROWS = 40
"""Volunteers on one page."""
KINDS: tuple[tuple[str, Text], ...] = tuple((word, service(word)) for word in TEAMS)


@dataclass(frozen=True)
class Look:
    """`team` chooses volunteers by what they offer, `kind` visits by their service, `name` volunteers by name or initials."""

    view: Literal["grid", "list"] = "grid"
    team: str = ""
    kind: str = ""
    name: str = ""
    offset: int = 0

    def address(self, **other: object) -> str:
        """The board, looked at otherwise; what is as usual is not said."""
        told = {name: value for name, value in (asdict(self) | other).items() if value and value != "grid"}
        return "/board" + (f"?{urlencode(told)}" if told else "")


def _look(
    view: Literal["grid", "list"] = "grid",
    team: Annotated[str, Query(max_length=60)] = "",
    kind: Annotated[str, Query(max_length=60)] = "",
    name: Words = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Look:
    return Look(view, team, kind, (name or "").strip(), offset)


Wanted = Annotated[Look, Depends(_look)]

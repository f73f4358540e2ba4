"""The roster: visits with volunteers and starts, what is missing and why, and the score with its proven bound."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from matcher.domain.clock import LocalMinute
from matcher.domain.document import Document, Id, Name
from matcher.domain.override import Overrides

Status = Literal["optimal", "feasible", "cancelled"]


class Visit(Document):
    """One visit: a need served on a date by its volunteers, all of them from start to end."""

    need: Id
    start: LocalMinute
    end: LocalMinute
    volunteers: tuple[Id, ...]
    pinned: bool = False
    overrides: Overrides = ()

    @property
    def stands(self) -> bool:
        """It is pinned, or somebody lets it stand though it breaks a rule: nobody moves it but people."""
        return self.pinned or bool(self.overrides)

    @property
    def key(self) -> tuple[str, datetime]:
        """Need and start name a visit."""
        return self.need, self.start


class Saying(Document):
    """A sentence in both languages, as a document part."""

    en: str
    zh: str


class Reason(Saying):
    """One reason why a need is unmet: a stable code, the rule behind it (if one), how many volunteers it concerns."""

    code: Annotated[str, Field(pattern=r"^[A-Z][A-Z_]*$")]
    rule: str | None = None
    volunteers: int | None = None


class Unmet(Document):
    """Visits of a need that the roster lacks, with the reasons and the one relaxation that would serve it."""

    need: Id
    missing: Annotated[int, Field(ge=1)]
    reasons: tuple[Reason, ...] = ()
    suggestion: Saying | None = None


class Score(Document):
    """Integer points, lower is better; `total` is the sum of `by_rule`."""

    total: int
    by_rule: dict[str, int]


class Roster(Document):
    """A roster; one made by hand may leave out everything but its visits."""

    version: Literal[1] = 1
    status: Status = "feasible"
    policy: Name = "default"
    seed: int = 0
    seconds: float = 0.0
    visits: tuple[Visit, ...]
    unmet: tuple[Unmet, ...] | None = None
    score: Score | None = None
    bound: int | None = None
    gap: float | None = None

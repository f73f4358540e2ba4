"""What a coordinator may do to the visits of a roster, one step after another; a visit is named by its need and date."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from api.tables.moments import Moment
from api.tables.row import Fields, Key, Line
from matcher.domain.clock import LocalDate
from matcher.domain.override import LONGEST_REASON

Start = Moment
Day = Annotated[LocalDate, Field(examples=["2026-11-24"])]
Crew = Annotated[tuple[Key, ...], Field(max_length=100)]
Reason = Annotated[str, StringConstraints(max_length=LONGEST_REASON, pattern=r"^[^\u0000]*[^\s\u0000][^\u0000]*$")]


class Step(BaseModel):
    """The root; `do` says which it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Add(Step):
    """Another visit of a need, on a date on which it has none."""

    do: Literal["add"]
    need: Key
    start: Start
    volunteers: Crew
    pinned: StrictBool = False


class OfVisit(Step):
    """A step with a visit that is there."""

    need: Key
    date: Day


class Move(OfVisit):
    """Another start, other volunteers, or both."""

    do: Literal["move"]
    start: Start | None = None
    volunteers: Crew | None = None


class Assign(OfVisit):
    """One volunteer more."""

    do: Literal["assign"]
    volunteer: Key


class Unassign(OfVisit):
    """One volunteer less."""

    do: Literal["unassign"]
    volunteer: Key


class Swap(OfVisit):
    """Two volunteers of two visits take each other's place."""

    do: Literal["swap"]
    volunteer: Key
    with_need: Key
    with_date: Day
    with_volunteer: Key


class Remove(OfVisit):
    """No such visit."""

    do: Literal["remove"]


class Pin(OfVisit):
    """Nobody moves it but who unpins it first."""

    do: Literal["pin"]


class Unpin(OfVisit):
    """It may be moved again."""

    do: Literal["unpin"]


class Clear(Step):
    """No visits but those that are pinned or stand by an override."""

    do: Literal["clear"]


AnyStep = Annotated[Add | Move | Assign | Unassign | Swap | Remove | Pin | Unpin | Clear, Field(discriminator="do")]


class Overriding(Step):
    """A rule that may be broken, and why."""

    rule: Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z][a-z0-9_]*$")]
    reason: Reason


class Edits(Fields):
    """Steps in their order, all of them or none."""

    steps: Annotated[tuple[AnyStep, ...], Field(min_length=1, max_length=200)]
    overrides: Annotated[tuple[Overriding, ...], Field(max_length=20)] = ()
    by: Line = ""
    note: Line = ""

"""What a rule is: a sentence, a level, parameters, and two faces that share nothing.

`compile` (with `narrow`) writes the rule into the waist, for the engine; `audit` or `measure` reads problem and
roster, for people. A rule knows no algorithm and no other rule.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from matcher.domain import Need, Text, Volunteer

if TYPE_CHECKING:
    from matcher.timetable import Stop, Timetable
    from matcher.waist.candidates import Candidates
    from matcher.waist.excused import Excused
    from matcher.waist.waist import Waist

Level = Literal["hard", "soft", "off"]


@dataclass(frozen=True)
class Violation:
    """A hard rule broken: by how much (`size`, in the unit the words name), by whom, when, in both languages."""

    rule: str
    size: int
    text: Text
    need: str | None = None
    start: str | None = None
    volunteers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Charge:
    """Points that a soft rule counts, and for what."""

    rule: str
    points: int
    text: Text
    need: str | None = None
    start: str | None = None
    volunteer: str | None = None
    cadre: str | None = None


class Rule(BaseModel, ABC):
    """A rule by name with its level; subclasses add parameters as fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    title: ClassVar[Text]
    """What people call it, in two or three words."""
    statement: ClassVar[Text]
    levels: ClassVar[tuple[Level, ...]]
    level: Level

    def narrow(self, candidates: Candidates) -> None:
        """Say which volunteer–need pairs need never be looked at, before any pair exists."""

    def compile(self, waist: Waist) -> None:
        """Write the rule into the waist."""


class HardRule(Rule):
    """A rule that no accepted roster breaks."""

    levels: ClassVar[tuple[Level, ...]] = ("hard", "off")
    level: Level = "hard"

    @abstractmethod
    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Every violation of the roster."""

    def violation(self, size: int, text: Text, stop: Stop | None = None, *volunteers: Volunteer) -> Violation:
        """A violation of this rule at a visit by some of its volunteers."""
        return Violation(
            rule=self.name,
            size=size,
            text=text,
            need=stop.need.id if stop else None,
            start=f"{stop.visit.start:%Y-%m-%dT%H:%M}" if stop else None,
            volunteers=tuple(volunteer.id for volunteer in volunteers),
        )


class Excuse(NamedTuple):
    """Why a visit may break a rule, in the words of whoever lets it stand."""

    stop: Stop
    reason: str


def reason_of(excuses: Iterable[Excuse]) -> str:
    """The reasons of a breach that several visits may share, each once."""
    return "; ".join(dict.fromkeys(excuse.reason for excuse in excuses))


class OverridableRule(HardRule):
    """A hard rule that a policy may mark overridable: a visit that overrides it, with a reason, is excused from it.

    Only rules whose breach is that of one visit are of this kind. Nobody is in two places for whatever reason.
    """

    overridable: Annotated[bool, Field(strict=True)] = False

    def excused(self, said: Candidates | Waist) -> tuple[Excused, ...]:
        """For the waist: visits that stand and are excused from this rule."""
        return said.overriding(self.name) if self.overridable else ()

    def excuses(self, timetable: Timetable, violation: Violation) -> tuple[Excuse, ...]:
        """For the audit: what excuses the violation; nothing if it is to be held against the roster."""
        return tuple(
            excuse
            for stop in timetable.stops_of_need.get(violation.need or "", ())
            if f"{stop.visit.start:%Y-%m-%dT%H:%M}" == violation.start
            for excuse in self.excuses_of(timetable, stop)
        )

    def excuses_of(self, timetable: Timetable, stop: Stop) -> tuple[Excuse, ...]:
        """What a visit has to say for breaking this rule."""
        if not self.overridable:
            return ()
        overrides = (override for override in timetable.overrides(stop) if override.rule == self.name)
        return tuple(Excuse(stop, override.reason.strip()) for override in overrides if override.has_reason)


class PairRule(OverridableRule):
    """A hard rule about one volunteer at one need on one date, whatever else the roster holds."""

    @abstractmethod
    def objection(self, timetable: Timetable, need: Need, volunteer: Volunteer, day: date) -> tuple[int, Text] | None:
        """How much and in which words the volunteer may not serve the need on the date; None if they may."""

    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Every visit with a volunteer to whom there is an objection."""
        for stop, volunteer in timetable.services():
            objection = self.objection(timetable, stop.need, volunteer, timetable.date(stop))
            if objection is not None:
                yield self.violation(objection[0], objection[1], stop, volunteer)


class SoftRule(Rule):
    """A rule that counts points; lower is better."""

    levels: ClassVar[tuple[Level, ...]] = ("soft", "off")
    level: Level = "soft"

    @abstractmethod
    def measure(self, timetable: Timetable) -> Iterator[Charge]:
        """Every charge of the roster; the rule's points are their sum."""

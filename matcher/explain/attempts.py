"""Attempts: what would happen if this volunteer came at this time, everything else left as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from matcher.domain import Need, Volunteer, Window
from matcher.domain.clock import MINUTES_PER_DAY
from matcher.explain.rulebook import CREW, WHOEVER_COMES, Rulebook, Scope
from matcher.explain.scene import Scene
from matcher.explain.standing import Standing
from matcher.explain.starts import starts_worth_trying, windows_by_day
from matcher.rules.rule import PairRule, Violation
from matcher.timetable import Stop


@dataclass(frozen=True)
class Attempt:
    """One volunteer at one start, and what the first rule breaks that breaks in the first scope; None if nothing does."""

    volunteer: Volunteer
    start: int
    scope: Scope | None
    breaches: tuple[Violation, ...]
    depth: int

    @property
    def clean(self) -> bool:
        """Nothing breaks, the number of volunteers aside."""
        return self.scope is None

    @property
    def day(self) -> int:
        """Date, counted from the start of the week."""
        return self.start // MINUTES_PER_DAY

    @property
    def size(self) -> int:
        """How much breaks, in the unit of the rule."""
        return sum(breach.size for breach in self.breaches)


class Trials:
    """Attempts at one need. The crew is left out of them: each volunteer is asked as if one were enough."""

    def __init__(self, standing: Standing, rulebook: Rulebook, need: Need, without: Sequence[Stop] = ()) -> None:
        self.standing = standing
        self.rulebook = rulebook
        self.need = need
        self.single = need if need.crew == 1 else need.model_copy(update={"crew": 1})
        self._without = without
        self._of_volunteers = rulebook.without(CREW, *WHOEVER_COMES)
        self._of_need: dict[int, tuple[Violation, ...]] = {}

    def around(self, *volunteers: Volunteer) -> tuple[Stop, ...]:
        """What stands around a visit by these volunteers."""
        stops = self.standing.around((self.need,), volunteers)
        return tuple(stop for stop in stops if not any(stop is one for one in self._without))

    def starts(self, volunteer: Volunteer, windows: Iterable[Window], days: Iterable[int]) -> list[int]:
        """When the volunteer may be tried, on these dates."""
        stops, allowed = self.around(volunteer), set(days)
        found: list[int] = []
        for day, of_day in windows_by_day(self.standing.problem, windows).items():
            if day in allowed:
                near = [stop for stop in stops if stop.day == day]
                found += starts_worth_trying(self.standing, self.rulebook, self.single, volunteer, of_day, near)
        return found

    def of(self, volunteer: Volunteer, starts: Iterable[int]) -> Iterator[Attempt]:
        """One attempt per start. Rules about the pair are not asked.

        What breaks alone breaks among others too, unless another visit makes the way shorter.
        """
        around = self.around(volunteer)
        alone = self._scene((), volunteer)
        no_shortcuts = self.standing.timetable.travel[volunteer.mode].obeys_triangle
        week: Scene | None = None
        days: dict[int, Scene] = {}
        for start in starts:
            if broken := self.whoever_comes(start):
                yield self._attempt(volunteer, start, Scope.NEED, broken)
                continue
            too_far = alone.first_breaches(start)
            if too_far and no_shortcuts:
                yield self._attempt(volunteer, start, Scope.ALONE, too_far)
                continue
            day = start // MINUTES_PER_DAY
            if day not in days:
                days[day] = self._scene([stop for stop in around if stop.day == day], volunteer)
            if broken := days[day].first_breaches(start):
                scope = Scope.ALONE if too_far else Scope.DAY
                yield self._attempt(volunteer, start, scope, too_far or broken)
                continue
            week = week or self._scene(around, volunteer)
            broken = week.first_breaches(start)
            yield self._attempt(volunteer, start, Scope.WEEK if broken else None, broken)

    def whoever_comes(self, start: int) -> tuple[Violation, ...]:
        """What a visit at this start breaks by itself: too near to another of the need, or its cadres are not there."""
        if start not in self._of_need:
            self._of_need[start] = self._nobody.first_breaches(start)
        return self._of_need[start]

    @cached_property
    def _nobody(self) -> Scene:
        rulebook = self.rulebook.without(CREW)
        return Scene(self.standing, rulebook, self.single, (), self._as_seen_by(None, self.around()))

    def together(self, volunteers: Sequence[Volunteer], start: int) -> tuple[Violation, ...]:
        """What a visit by all of them breaks among everything that stands, the crew included; pairs are not asked."""
        around = self.around(*volunteers)
        return Scene(self.standing, self.rulebook, self.need, volunteers, around).breaches(start)

    def everything(self, volunteer: Volunteer, start: int) -> tuple[Violation, ...]:
        """All that the volunteer breaks at this start: rules about the pair, then the others among all that stands."""
        pair = objections(self.standing, self.rulebook.pair, self.need, volunteer, self._date(start))
        joint = self._scene(self.around(volunteer), volunteer).breaches(start)
        return (*pair, *self._nobody.breaches(start), *joint)

    def _scene(self, stops: Sequence[Stop], volunteer: Volunteer) -> Scene:
        seen = self._as_seen_by(volunteer, stops)
        return Scene(self.standing, self._of_volunteers, self.single, (volunteer,), seen)

    def _as_seen_by(self, volunteer: Volunteer | None, stops: Sequence[Stop]) -> list[Stop]:
        """The stops without other volunteers, but for the cadres of the need themselves, who may be out serving."""
        own, cadres = volunteer.id if volunteer is not None else None, frozenset(self.need.cadres)
        return [
            replace(stop, volunteers=tuple(one for one in stop.volunteers if one.id == own or one.cadre in cadres))
            for stop in stops
        ]

    def _attempt(
        self, volunteer: Volunteer, start: int, scope: Scope | None, breaches: tuple[Violation, ...]
    ) -> Attempt:
        depth = self.rulebook.passed if scope is None else self.rulebook.depth(scope, breaches[0].rule)
        return Attempt(volunteer, start, scope, breaches, depth)

    def _date(self, start: int) -> date:
        return self.standing.problem.week.start + timedelta(days=start // MINUTES_PER_DAY)


def objections(
    standing: Standing, rules: Iterable[PairRule], need: Need, volunteer: Volunteer, day: date
) -> Iterator[Violation]:
    """What rules about pairs have against the volunteer at the need on the date."""
    for rule in rules:
        objection = rule.objection(standing.timetable, need, volunteer, day)
        if objection is not None:
            yield Violation(rule.name, objection[0], objection[1], need=need.id, volunteers=(volunteer.id,))

"""Why these volunteers: who else could have come to a standing visit, and how many points they would have made it worse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from matcher.domain import Volunteer
from matcher.explain import codes
from matcher.explain.attempts import Attempt, Trials, objections
from matcher.explain.findings import Investigation
from matcher.explain.funnel import Funnel, stages_of
from matcher.explain.scene import Scene
from matcher.rules.rule import OverridableRule, PairRule, Violation, reason_of
from matcher.timetable import Stop

MOST_ALTERNATIVES = 5
MOST_STOPPED = 3


@dataclass(frozen=True)
class Alternative:
    """Another volunteer in the place of one of the crew, everything else as it stands; points more than the choice."""

    volunteer: Volunteer
    instead_of: Volunteer
    points: dict[str, int]

    @property
    def total(self) -> int:
        """Points by which the choice is better."""
        return sum(self.points.values())


@dataclass(frozen=True)
class Stopped:
    """Another volunteer whom a rule keeps from coming then."""

    volunteer: Volunteer
    breach: Violation


@dataclass(frozen=True)
class Choice:
    """A standing visit: who could have come at its time, the points that it makes, the next best, the nearly able."""

    stop: Stop
    firm: bool
    """It is pinned, or somebody lets it stand though it breaks a rule."""
    breaks: tuple[Violation, ...]
    excuses: dict[Violation, str]
    """Why it may break what it breaks, where somebody answers for that."""
    funnel: Funnel
    points: dict[str, int]
    alternatives: tuple[Alternative, ...]
    stopped: tuple[Stopped, ...]


class Choices:
    """The standing visit of a need, looked at as if it were still to be decided."""

    def __init__(self, investigation: Investigation, stop: Stop) -> None:
        self.standing = investigation.standing
        self.rulebook = investigation.rulebook
        self.firm = investigation.losses.firm(stop)
        self.stop = stop
        self.trials = Trials(self.standing, self.rulebook, stop.need, without=(stop,))
        self._screen = investigation.screen
        self._first = self._screen.first_objections(stop.need, (stop.day,))[stop.day]
        self._attempts = self._tried()

    def choice(self) -> Choice:
        """The answer."""
        points = self._points(self.stop.volunteers)
        breaks = self._broken(self.stop.volunteers)
        alternatives = sorted(self._alternatives(points), key=lambda one: (one.total, one.volunteer.id))
        return Choice(
            stop=self.stop,
            firm=self.firm,
            breaks=breaks,
            excuses=dict(self._excused(breaks)),
            funnel=self._funnel(),
            points=points,
            alternatives=tuple(alternatives[:MOST_ALTERNATIVES]),
            stopped=tuple(self._stopped()),
        )

    def _tried(self) -> dict[int, Attempt]:
        """By position: whoever no rule about pairs stops, tried at the time of the visit."""
        people = self.standing.problem.volunteers
        return {
            position: next(self.trials.of(people[position], (self.stop.start,)))
            for position in np.flatnonzero(self._first == len(self.rulebook.pair)).tolist()
        }

    def _funnel(self) -> Funnel:
        depths = self._first.copy()
        for position, attempt in self._attempts.items():
            depths[position] = attempt.depth
        return Funnel(
            len(depths), tuple(stages_of(self.rulebook, self.stop.need, depths, self.rulebook.passed, self._code))
        )

    def _code(self, position: int, depth: int) -> str:
        _, rule = self.rulebook.stage(depth)
        if isinstance(rule, PairRule):
            return self._screen.code(rule, self.stop.need, position, self.stop.day)
        return codes.code_of_attempt(self.trials, rule.name, self._attempts[position])

    def _alternatives(self, points: dict[str, int]) -> Iterator[Alternative]:
        crew = self.stop.volunteers
        ours = {volunteer.id for volunteer in crew}
        for attempt in self._attempts.values():
            if attempt.clean and attempt.volunteer.id not in ours:
                instead = (
                    (leaver, tuple(attempt.volunteer if one is leaver else one for one in crew)) for leaver in crew
                )
                found = [
                    Alternative(attempt.volunteer, leaver, _difference(self._points(other), points))
                    for leaver, other in instead
                    if not self._broken(other)
                ]
                yield from sorted(found, key=lambda one: one.total)[:1]

    def _stopped(self) -> list[Stopped]:
        """Those who get furthest; of those whom rules about pairs stop only if nobody gets further."""
        ours = {volunteer.id for volunteer in self.stop.volunteers}
        tried = [one for one in self._attempts.values() if not one.clean and one.volunteer.id not in ours]
        tried.sort(key=lambda one: (-one.depth, one.size))
        found = [Stopped(one.volunteer, one.breaches[0]) for one in tried[:MOST_STOPPED]]
        last = self._first.max(where=self._first < len(self.rulebook.pair), initial=-1)
        for position in np.flatnonzero(self._first == last).tolist():
            volunteer = self.standing.problem.volunteers[position]
            if len(found) < MOST_STOPPED and volunteer.id not in ours:
                found += [Stopped(volunteer, breach) for breach in self._objections(volunteer)[:1]]
        return found

    def _broken(self, crew: tuple[Volunteer, ...]) -> tuple[Violation, ...]:
        pair = (breach for volunteer in crew for breach in self._objections(volunteer))
        return (*pair, *self.trials.together(crew, self.stop.start))

    def _excused(self, breaks: tuple[Violation, ...]) -> Iterator[tuple[Violation, str]]:
        rules = {rule.name: rule for rule in (*self.rulebook.pair, *self.rulebook.joint)}
        table = self.standing.timetable
        for breach in breaks:
            rule = rules[breach.rule]
            if isinstance(rule, OverridableRule):
                by_itself = isinstance(rule, PairRule)
                said = rule.excuses_of(table, self.stop) if by_itself else rule.excuses(table, breach)
                if said:
                    yield breach, reason_of(said)

    def _objections(self, volunteer: Volunteer) -> tuple[Violation, ...]:
        date = self.standing.problem.week.start + timedelta(days=self.stop.day)
        return tuple(objections(self.standing, self.rulebook.pair, self.stop.need, volunteer, date))

    def _points(self, crew: tuple[Volunteer, ...]) -> dict[str, int]:
        around = self.trials.around(*crew)
        return Scene(self.standing, self.rulebook, self.stop.need, crew, around).points(self.stop.start)


def _difference(points: dict[str, int], less: dict[str, int]) -> dict[str, int]:
    rules = dict.fromkeys((*points, *less))
    differences = {rule: points.get(rule, 0) - less.get(rule, 0) for rule in rules}
    return {rule: difference for rule, difference in differences.items() if difference}

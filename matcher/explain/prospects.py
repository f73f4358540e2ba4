"""The prospects of a need: how far each volunteer gets towards its next visit, and which visits could be had right now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice

import numpy as np
from numpy.typing import NDArray

from matcher.domain import Need, Volunteer
from matcher.domain.clock import MINUTES_PER_DAY
from matcher.explain import codes
from matcher.explain.attempts import Attempt, Trials
from matcher.explain.deadline import Deadline
from matcher.explain.rulebook import Rulebook, Scope
from matcher.explain.screen import Screen
from matcher.explain.standing import Standing
from matcher.explain.starts import all_starts, windows_by_day
from matcher.rules.rule import PairRule

MOST_CREWS_OF_A_START = 30
"""Different crews that are tried for one start; volunteers rarely stand in each other's way, so the first mostly does."""


@dataclass(frozen=True)
class Opening:
    """A visit that would break nothing as everything stands."""

    start: int
    crew: tuple[Volunteer, ...]


class Prospects:
    """Everything tried for one more visit of a need. Where it has no windows, all dates of the week are asked for pairs."""

    def __init__(
        self, standing: Standing, rulebook: Rulebook, screen: Screen, need: Need, deadline: Deadline | None = None
    ) -> None:
        self.standing = standing
        self.rulebook = rulebook
        self.need = need
        self._screen = screen
        self.trials = Trials(standing, rulebook, need)
        self.deadline = deadline or Deadline()
        self.days = tuple(windows_by_day(standing.problem, need.windows)) or tuple(range(standing.problem.week.days))
        self._first = screen.first_objections(need, self.days)

    def under(self, need: Need) -> Prospects:
        """The prospects that a relaxed need (of the same id) would have."""
        return Prospects(self.standing, self.rulebook, self._screen, need, self.deadline)

    @cached_property
    def has_starts(self) -> bool:
        """Some window has a start on the grid."""
        return any(all_starts(self.standing.problem, self.need, window) for window in self.need.windows)

    @cached_property
    def open_days(self) -> tuple[int, ...]:
        """The dates that the need's other visits leave open."""
        found = []
        for day, windows in windows_by_day(self.standing.problem, self.need.windows).items():
            starts = (start for window in windows for start in all_starts(self.standing.problem, self.need, window))
            first = next(starts, None)
            if first is None or all(one.rule != "weekly_frequency" for one in self.trials.whoever_comes(first)):
                found.append(day)
        return tuple(found)

    @cached_property
    def reach(self) -> NDArray[np.int16]:
        """Per volunteer the number of rules about pairs that are passed, one after the other, on the best date."""
        most: NDArray[np.int16] = np.max(list(self._first.values()), axis=0)
        return most

    @cached_property
    def _best_day(self) -> list[int]:
        """Per volunteer the first date on which most rules about pairs are passed, by its place among the dates."""
        days: list[int] = np.argmax(list(self._first.values()), axis=0).tolist()
        return days

    @cached_property
    def eligible(self) -> tuple[Volunteer, ...]:
        """Volunteers to whom no rule about pairs objects on some date."""
        return tuple(self.standing.problem.volunteers[position] for position in self._eligible)

    @cached_property
    def _eligible(self) -> list[int]:
        return np.flatnonzero(self.reach == len(self.rulebook.pair)).tolist()

    def code(self, position: int, depth: int) -> str:
        """Why the volunteer at this position is stopped at this depth."""
        _, rule = self.rulebook.stage(depth)
        if isinstance(rule, PairRule):
            return self._screen.code(rule, self.need, position, self.days[self._best_day[position]])
        best = self.best(self.standing.problem.volunteers[position])
        if best is None:
            return codes.NO_START if self.need.windows else codes.NO_WINDOW
        return codes.code_of_attempt(self.trials, rule.name, best)

    def days_of(self, position: int) -> list[int]:
        """The dates on which no rule about pairs objects to the volunteer at this position."""
        return self.days_reaching(position, len(self.rulebook.pair))

    def days_reaching(self, position: int, rule: int) -> list[int]:
        """The dates on which the rule about pairs of this number is the first to object to the volunteer."""
        return [day for day in self.days if self._first[day][position] == rule]

    @cached_property
    def attempts(self) -> dict[str, tuple[Attempt, ...]]:
        """What was tried, by the id of each eligible volunteer. A crew must agree on a start: there all share theirs."""
        trials, windows = self.trials, self.need.windows
        days = {one.id: self.days_of(position) for position, one in zip(self._eligible, self.eligible, strict=True)}
        starts = {one.id: trials.starts(one, windows, days[one.id]) for one in self.eligible}
        if self.need.crew > 1:
            starts = {
                one.id: sorted({*starts[one.id], *self._shared(one, starts, days[one.id])}) for one in self.eligible
            }
        found = {}
        for volunteer in self.eligible:
            self.deadline.check()
            found[volunteer.id] = tuple(trials.of(volunteer, starts[volunteer.id]))
        return found

    def _shared(self, volunteer: Volunteer, starts: dict[str, list[int]], days: list[int]) -> Iterator[int]:
        """Starts at which others are tried while the volunteer is available."""
        minute = self.standing.problem.minute
        hours = [(minute(one.start), minute(one.end)) for one in volunteer.availability]
        for start in {start for own in starts.values() for start in own}:
            if start // MINUTES_PER_DAY in days and any(opens <= start < closes for opens, closes in hours):
                yield start

    def best(self, volunteer: Volunteer) -> Attempt | None:
        """The attempt by which the volunteer gets furthest, of those the one that breaks least; None without any start."""
        attempts = self.attempts[volunteer.id]
        return max(attempts, key=lambda one: (one.depth, -one.size, -one.start), default=None)

    @cached_property
    def depths(self) -> NDArray[np.int16]:
        """Per volunteer how far they get, in the rulebook's order."""
        without_start = self.rulebook.depth(Scope.NEED, "visit_window")
        found = self.reach.copy()
        for position, volunteer in zip(self._eligible, self.eligible, strict=True):
            best = self.best(volunteer)
            found[position] = best.depth if best else without_start
        return found

    @cached_property
    def able(self) -> dict[int, tuple[Volunteer, ...]]:
        """By start: volunteers who could come then as everything stands."""
        found: dict[int, list[Volunteer]] = defaultdict(list)
        for volunteer in self.eligible:
            for attempt in self.attempts[volunteer.id]:
                if attempt.clean:
                    found[attempt.start].append(volunteer)
        return {start: tuple(found[start]) for start in sorted(found)}

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """Visits that could be added right now: for one volunteer all of them, for a crew the first of each start."""
        crew = self.need.crew
        if crew == 1:
            return tuple(Opening(start, (one,)) for start, able in self.able.items() for one in able)
        return tuple(
            opening
            for start, able in self.able.items()
            if len(able) >= crew and (opening := self._first_crew(start, able)) is not None
        )

    def _first_crew(self, start: int, able: Sequence[Volunteer]) -> Opening | None:
        for crew in islice(combinations(able, self.need.crew), MOST_CREWS_OF_A_START):
            self.deadline.check()
            if not self.trials.together(crew, start):
                return Opening(start, crew)
        return None

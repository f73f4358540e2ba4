"""Which rule about pairs is the first to stop each volunteer, for thousands of needs: the rules' own answers, asked once.

Two things spare questions. What a rule says of candidate pairs before there are any (`narrow`: out of reach, not offered)
settles most of them. And an answer is kept for all needs that agree in the fields which the rule reads; a rule that is
not known here is asked for every need and date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import timedelta
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from matcher.domain import Need, Problem
from matcher.explain.codes import code_of_objection
from matcher.explain.rulebook import Rulebook
from matcher.explain.standing import Standing
from matcher.rules.rule import PairRule
from matcher.timetable import Timetable
from matcher.travel import Place, base_of, place_of

Mask = NDArray[np.bool_]
Ranks = NDArray[np.int16]

READS: dict[str, Callable[[Need, Problem, int], Hashable]] = {
    "service_match": lambda need, problem, day: need.service,
    "qualification_valid": lambda need, problem, day: (need.qualifications, day) if need.qualifications else (),
    "language_and_gender": lambda need, problem, day: (need.languages, need.gender),
    "excluded_pair": lambda need, problem, day: (need.excluded_volunteers, need.declined and (need.declined, day)),
    "service_circle": lambda need, problem, day: place_of(need, problem),
}
"""What a rule reads of a need and a date."""


class Screen:
    """The rules about pairs, asked for all volunteers at once."""

    def __init__(self, standing: Standing, rulebook: Rulebook) -> None:
        self._standing = standing
        self._rules = rulebook.pair
        self._answers: dict[Hashable, tuple[Mask, Mask]] = {}
        self._codes: dict[Hashable, str] = {}
        reach = _Reach(standing.timetable)
        self._narrowings = {rule.name: _Narrowing(standing.problem, reach, rule) for rule in rulebook.pair}

    def first_objections(self, need: Need, days: Sequence[int]) -> dict[int, Ranks]:
        """By date: for each volunteer the position of the first rule that objects, the number of rules if none does."""
        found: dict[int, Ranks] = {}
        alike: dict[Hashable, Ranks] = {}
        for day in days:
            keys = tuple(self._key(rule, need, day) for rule in self._rules)
            if keys not in alike:
                alike[keys] = self._on(need, day)
            found[day] = alike[keys]
        return found

    def code(self, rule: PairRule, need: Need, position: int, day: int) -> str:
        """Why the rule stops the volunteer at this position on the date."""
        key = (rule.name, self._key(rule, need, day), position)
        if key not in self._codes:
            problem = self._standing.problem
            date = problem.week.start + timedelta(days=day)
            volunteer = problem.volunteers[position]
            self._codes[key] = code_of_objection(self._standing.timetable, rule, need, volunteer, date)
        return self._codes[key]

    def _on(self, need: Need, day: int) -> Ranks:
        volunteers = len(self._standing.problem.volunteers)
        first = np.full(volunteers, len(self._rules), dtype=np.int16)
        left = np.ones(volunteers, dtype=np.bool_)
        for position, rule in enumerate(self._rules):
            objects = self._objects(rule, need, day, left)
            first[left & objects] = position
            left &= ~objects
        return first

    def _objects(self, rule: PairRule, need: Need, day: int, asked: Mask) -> Mask:
        """Whether the rule objects; true answers for those asked only."""
        problem = self._standing.problem
        key = (rule.name, self._key(rule, need, day))
        if key not in self._answers:
            never = self._narrowings[rule.name].never(need)
            self._answers[key] = (never, never.copy())
        known, objects = self._answers[key]
        new = np.flatnonzero(asked & ~known)
        date = problem.week.start + timedelta(days=day)
        for position in new:
            objection = rule.objection(self._standing.timetable, need, problem.volunteers[position], date)
            objects[position] = objection is not None
        known[new] = True
        return objects

    def _key(self, rule: PairRule, need: Need, day: int) -> Hashable:
        return READS[rule.name](need, self._standing.problem, day) if rule.name in READS else (need.id, day)


class _Narrowing:
    """Takes down what one rule says of candidate pairs."""

    def __init__(self, problem: Problem, reach: _Reach, rule: PairRule) -> None:
        self.problem = problem
        self._reach = reach
        self._offers: Sequence[frozenset[str]] = ()
        self._asks: dict[str, str] = {}
        self._minutes: int | None = None
        rule.narrow(cast(Any, self))  # in place of the waist's candidates, which explanations do not load

    def overriding(self, _rule: str) -> tuple[()]:
        """Explanations are about visits to come, which override nothing."""
        return ()

    def only_offered(self, offers: Sequence[frozenset[str]], asks: Sequence[str], _excused: tuple[()] = ()) -> None:
        """The volunteer's set holds the need's word."""
        self._offers = offers
        self._asks = {need.id: word for need, word in zip(self.problem.needs, asks, strict=True)}

    def only_within(self, minutes: int, _excused: tuple[()] = ()) -> None:
        """The way from the volunteer's base takes at most so many minutes."""
        self._minutes = minutes

    def never(self, need: Need) -> Mask:
        """Volunteers who, as the rule says, never need to be looked at."""
        never = np.zeros(len(self.problem.volunteers), dtype=np.bool_)
        if need.id in self._asks:
            word = self._asks[need.id]
            never |= np.array([word not in offered for offered in self._offers], dtype=np.bool_)
        if self._minutes is not None:
            never |= self._reach.ways(need) > self._minutes
        return never


class _Reach:
    """Minutes from every base to the place of a need, each volunteer by their own mode."""

    def __init__(self, timetable: Timetable) -> None:
        problem = timetable.problem
        self._problem = problem
        bases = [base_of(volunteer) for volunteer in problem.volunteers]
        visited = dict.fromkeys(place_of(need, problem) for need in problem.needs)
        self._position: dict[Place, int] = {place: len(bases) + k for k, place in enumerate(visited)}
        by_mode: dict[str, list[int]] = defaultdict(list)
        for position, volunteer in enumerate(problem.volunteers):
            by_mode[volunteer.mode].append(position)
        places = (*bases, *visited)
        self._modes = [
            (np.array(positions), timetable.travel[mode].among(places)) for mode, positions in by_mode.items()
        ]

    def ways(self, need: Need) -> NDArray[np.int32]:
        """One per volunteer."""
        found = np.zeros(len(self._problem.volunteers), dtype=np.int32)
        place = np.array(self._position[place_of(need, self._problem)])
        for positions, ways in self._modes:
            found[positions] = ways(positions, place)
        return found

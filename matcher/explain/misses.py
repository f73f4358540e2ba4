"""Near misses: visits that hardly anything stands against, and the nearest of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.domain import Text, Volunteer
from matcher.explain import wording
from matcher.explain.attempts import Attempt, objections
from matcher.explain.prospects import Prospects
from matcher.rules.rule import PairRule, Violation

MOST_PER_RULE = 6
"""Volunteers tried whom only one and the same rule about pairs stops, those whom it misses least first."""

MOST_CLOSELY = 6
"""Volunteers whose best attempt is looked at with all that it breaks."""


@dataclass(frozen=True)
class Miss:
    """A visit by one volunteer and all that it would break."""

    volunteer: Volunteer
    start: int
    breaches: tuple[Violation, ...]

    @property
    def rules(self) -> frozenset[str]:
        """The rules broken."""
        return frozenset(breach.rule for breach in self.breaches)

    def size(self, rule: str) -> int:
        """By how much a rule is broken in all."""
        return sum(breach.size for breach in self.breaches if breach.rule == rule)

    def text(self, prospects: Prospects) -> Text:
        """What the nearest miss is told as."""
        when = wording.clock(prospects.standing.problem, self.start)
        return Text(
            f"Nearest: volunteer {self.volunteer.id} on {when}. {' '.join(one.text.en for one in self.breaches)}",
            f"最接近：志愿者{self.volunteer.id}，{when}。{''.join(one.text.zh for one in self.breaches)}",
        )


class Misses:
    """The near misses of a need's next visit."""

    def __init__(self, prospects: Prospects) -> None:
        self.prospects = prospects
        self._stopped_by: dict[str, tuple[Miss, ...]] = {}

    @cached_property
    def nearest(self) -> Miss | None:
        """Fewest rules broken, then furthest down the funnel, then by least; None where nothing can be tried."""
        best = self._closest(self._eligible())
        if best is not None and len(best.rules) == 1:
            return best
        for rule in reversed(self.prospects.rulebook.pair):
            of_rule = self.stopped_only_by(rule)
            clean = [miss for miss in of_rule if len(miss.rules) == 1]
            if clean:
                return clean[0]
            best = best or self._closest(of_rule)
        return best or self._closest(self._any())

    def stopped_only_by(self, rule: PairRule) -> tuple[Miss, ...]:
        """Volunteers to whom of all rules about pairs only this one objects, at their best starts."""
        if rule.name not in self._stopped_by:
            found: list[Miss] = []
            for _, volunteer, days in self._near(rule)[:MOST_PER_RULE]:
                self.prospects.deadline.check()
                found += self._at_best(volunteer, days)
                if found and len(found[-1].rules) == 1:
                    break
            self._stopped_by[rule.name] = tuple(found)
        return self._stopped_by[rule.name]

    def _near(self, rule: PairRule) -> list[tuple[int, Volunteer, list[int]]]:
        """By how much the rule objects to a volunteer, and the dates on which no other rule about pairs does."""
        prospects = self.prospects
        position = prospects.rulebook.pair.index(rule)
        later = prospects.rulebook.pair[position:]
        dates = prospects.standing.problem.week.dates
        found = []
        for place in np.flatnonzero(prospects.reach == position).tolist():
            volunteer = prospects.standing.problem.volunteers[place]
            sizes = {}
            for day in prospects.days_reaching(place, position):
                against = tuple(objections(prospects.standing, later, prospects.need, volunteer, dates[day]))
                if len(against) == 1:
                    sizes[day] = against[0].size
            if sizes:
                found.append((min(sizes.values()), volunteer, list(sizes)))
        return sorted(found, key=lambda one: one[0])

    def _at_best(self, volunteer: Volunteer, days: list[int]) -> Iterator[Miss]:
        trials = self.prospects.trials
        attempts = tuple(trials.of(volunteer, trials.starts(volunteer, self.prospects.need.windows, days)))
        if attempts:
            best = max(attempts, key=lambda one: (one.depth, -one.size, -one.start))
            yield self._miss(best)

    def _eligible(self) -> list[Miss]:
        attempts = [best for one in self.prospects.eligible if (best := self.prospects.best(one)) and not best.clean]
        attempts.sort(key=lambda one: (-one.depth, one.size, one.start))
        return [self._miss(one) for one in attempts[:MOST_CLOSELY]]

    def _any(self) -> list[Miss]:
        """The first start of the need by those who get furthest, where several rules about pairs stop everybody."""
        prospects = self.prospects
        people = prospects.standing.problem.volunteers
        if not people or not prospects.has_starts:
            return []
        found = []
        for place in np.flatnonzero(prospects.reach == prospects.reach.max())[:MOST_CLOSELY].tolist():
            for start in prospects.trials.starts(people[place], prospects.need.windows, prospects.days)[:1]:
                found.append(Miss(people[place], start, prospects.trials.everything(people[place], start)))
        return found

    def _miss(self, attempt: Attempt) -> Miss:
        everything = self.prospects.trials.everything(attempt.volunteer, attempt.start)
        return Miss(attempt.volunteer, attempt.start, everything)

    def _closest(self, misses: list[Miss] | tuple[Miss, ...]) -> Miss | None:
        return min(
            misses,
            key=lambda one: (len(one.rules), sum(breach.size for breach in one.breaches)),
            default=None,
        )

"""A scene: standing visits, one more visit of a need by some volunteers, and what the rules say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from matcher.domain import Need, Volunteer
from matcher.explain.rulebook import Rulebook
from matcher.explain.standing import Excerpt, Standing
from matcher.rules.rule import SoftRule, Violation
from matcher.timetable import Stop


class Scene:
    """A need and volunteers among standing stops; need and volunteers may differ from the problem's own (same ids)."""

    def __init__(
        self,
        standing: Standing,
        rulebook: Rulebook,
        need: Need,
        volunteers: Sequence[Volunteer],
        stops: Sequence[Stop],
    ) -> None:
        self.standing = standing
        self.rulebook = rulebook
        self.need = need
        self.volunteers = tuple(volunteers)
        others = [one.need for one in stops if one.need.id != need.id]
        self._before = standing.excerpt(stops, (*others, need), volunteers)

    def breaches(self, start: int) -> tuple[Violation, ...]:
        """What the visit at this minute of the week breaks, rules about pairs aside, that was not broken before."""
        return tuple(violation for broken in self._broken(start) for violation in broken)

    def first_breaches(self, start: int) -> tuple[Violation, ...]:
        """The same of the first rule only that is broken."""
        return next(self._broken(start), ())

    def _broken(self, start: int) -> Iterator[tuple[Violation, ...]]:
        after = self._after(start)
        for rule in self.rulebook.joint:
            broken = tuple(rule.audit(after))
            if broken:
                before = set(rule.audit(self._before))
                if new := tuple(violation for violation in broken if violation not in before):
                    yield new

    def points(self, start: int, removed: Sequence[Stop] = ()) -> dict[str, int]:
        """By how much each soft rule changes if the visit is added and some standing ones are removed; zeros left out.

        Exact if the stops of the scene are all that stand around the visit and around those removed.
        """
        after = score(self._after(start, removed), self.rulebook.soft)
        return {name: after[name] - points for name, points in self._score.items() if after[name] != points}

    def _after(self, start: int, removed: Sequence[Stop] = ()) -> Excerpt:
        visit = self.standing.stop(self.need, start, self.volunteers)
        return self._before.altered(added=(visit,), removed=removed)

    @cached_property
    def _score(self) -> dict[str, int]:
        return score(self._before, self.rulebook.soft)


def score(excerpt: Excerpt, rules: Sequence[SoftRule]) -> dict[str, int]:
    """Points by rule."""
    return {rule.name: sum(charge.points for charge in rule.measure(excerpt)) for rule in rules}

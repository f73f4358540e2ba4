"""The hard rules of a policy in the order in which they are asked, the soft ones beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from matcher.policy import Policy
from matcher.rules.rule import HardRule, PairRule, SoftRule

R = TypeVar("R", bound=HardRule)

CREW = "crew_together"

WHOEVER_COMES = ("visit_window", "weekly_frequency", "one_visit_at_a_time", "pinned")
"""Rules that don't look at who comes: asked once per start, not once more for each volunteer."""


class Scope(IntEnum):
    """What is looked at when a rule is asked; no rule forgives a breach because more is looked at."""

    PAIR = 0
    """The volunteer and the need."""
    NEED = 1
    """The visit whoever might come: its dates, its windows, its cadres."""
    ALONE = 2
    """The visit by the volunteer, as the only one there is."""
    DAY = 3
    """The visit by the volunteer among all others of its date."""
    WEEK = 4
    """The visit by the volunteer among all others."""


@dataclass(frozen=True)
class Rulebook:
    """Rules about a pair come first, as they hold whatever else the roster holds; the crew is counted last."""

    pair: tuple[PairRule, ...]
    joint: tuple[HardRule, ...]
    soft: tuple[SoftRule, ...]

    @classmethod
    def of(cls, policy: Policy) -> Rulebook:
        """The rules of a policy."""
        hard = tuple(policy.hard)
        joint = [rule for rule in hard if not isinstance(rule, PairRule)]
        return cls(
            pair=tuple(rule for rule in hard if isinstance(rule, PairRule)),
            joint=tuple(sorted(joint, key=lambda rule: rule.name == CREW)),
            soft=tuple(policy.soft),
        )

    @property
    def passed(self) -> int:
        """The depth of a volunteer whom no rule stops."""
        return len(self.pair) + (len(Scope) - 1) * len(self.joint)

    def depth(self, scope: Scope, rule: str) -> int:
        """How far somebody gets whom this rule stops in this scope: rules and scopes passed before."""
        if scope is Scope.PAIR:
            return [one.name for one in self.pair].index(rule)
        before = len(self.pair) + (scope - 1) * len(self.joint)
        return before + [one.name for one in self.joint].index(rule)

    def stage(self, depth: int) -> tuple[Scope, HardRule]:
        """Where somebody of this depth is stopped."""
        if depth < len(self.pair):
            return Scope.PAIR, self.pair[depth]
        scopes, position = divmod(depth - len(self.pair), len(self.joint))
        return Scope(scopes + 1), self.joint[position]

    def replacing(self, rule: HardRule) -> Rulebook:
        """The same rules, one of them with other parameters."""
        return Rulebook(_replaced(self.pair, rule), _replaced(self.joint, rule), self.soft)

    def without(self, *names: str) -> Rulebook:
        """The same rules but those named."""
        return Rulebook(
            tuple(rule for rule in self.pair if rule.name not in names),
            tuple(rule for rule in self.joint if rule.name not in names),
            self.soft,
        )


def _replaced(rules: tuple[R, ...], rule: HardRule) -> tuple[R, ...]:
    return tuple(rule if one.name == rule.name and isinstance(rule, type(one)) else one for one in rules)

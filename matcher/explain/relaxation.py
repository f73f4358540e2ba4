"""A relaxation: one thing that is loosened, in words and as the need, volunteer or rule that would hold instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.domain import Need, Problem, Text, Volunteer
from matcher.explain.rulebook import Rulebook
from matcher.policy import Policy
from matcher.rules.rule import HardRule


@dataclass(frozen=True)
class Relaxation:
    """`effort` puts relaxations in order: about as many minutes of somebody's time as it feels like.

    `clause` completes "if …". What is None stays as it is; `dropped` names a rule that would not hold at all.
    """

    effort: int
    clause: Text
    need: Need | None = None
    volunteer: Volunteer | None = None
    rule: HardRule | None = None
    dropped: str | None = None

    def rulebook(self, rulebook: Rulebook) -> Rulebook:
        """The rules that would hold."""
        if self.rule is not None:
            rulebook = rulebook.replacing(self.rule)
        return rulebook.without(self.dropped) if self.dropped is not None else rulebook

    def applied(self, problem: Problem, policy: Policy) -> tuple[Problem, Policy]:
        """Problem and policy as they would be."""
        changes: dict[str, object] = {}
        if self.need is not None:
            changes["needs"] = tuple(self.need if one.id == self.need.id else one for one in problem.needs)
        if self.volunteer is not None:
            ours = self.volunteer
            changes["volunteers"] = tuple(ours if one.id == ours.id else one for one in problem.volunteers)
        rules = tuple(
            self.rule if self.rule is not None and rule.name == self.rule.name else rule
            for rule in policy.rules
            if rule.name != self.dropped
        )
        return problem.revised(**changes) if changes else problem, Policy(policy.name, rules)


Idea = tuple[Relaxation, int, tuple[Volunteer, ...]]
"""What is loosened, the start, and the people who could come then, those without whom it makes no sense first."""

Source = tuple[int, Iterator[Idea]]
"""The least effort that any of the ideas takes, and the ideas, which are thought of only when asked for."""

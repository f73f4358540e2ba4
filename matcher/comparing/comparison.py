"""The comparison itself: pure, of rosters that are there; whoever asks has made them, one under each policy."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from matcher.audit import Report, audit
from matcher.comparing.figures import figures_of
from matcher.domain import Problem, Roster, Visit
from matcher.policy import Policy
from matcher.replanning.differences import Difference, differences
from matcher.rules.catalogue import CATALOGUE
from matcher.timetable import Timetable


@dataclass(frozen=True)
class Side:
    """A policy and the roster that was made under it, judged under both policies."""

    policy: Policy
    roster: Roster
    report: Report
    under_other: Report
    """The same roster as the other policy judges it."""
    figures: dict[str, int]

    @property
    def broken_under_other(self) -> dict[str, int]:
        """By rule, how often the roster breaks the other policy."""
        return dict(Counter(violation.rule for violation in self.under_other.violations))

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        roster = self.roster.model_dump(mode="json", include={"status", "seed", "seconds", "bound", "gap"})
        return {
            "policy": self.policy.name,
            **roster,
            "clean": self.report.clean,
            "score": self.report.score.model_dump(),
            "figures": self.figures,
            "under_other": {"score": self.under_other.score.model_dump(), "violations": self.broken_under_other},
        }


@dataclass(frozen=True)
class RuleDifference:
    """A rule that the two policies have otherwise: its fields on both sides, None where it is off."""

    rule: str
    first: dict[str, Any] | None
    second: dict[str, Any] | None

    @property
    def fields(self) -> tuple[str, ...]:
        """Those that differ; all of them where the rule is off on one side."""
        first, second = self.first or {}, self.second or {}
        return tuple(name for name in first | second if first.get(name) != second.get(name))


@dataclass(frozen=True)
class Comparison:
    """Two sides of one problem."""

    first: Side
    second: Side

    @cached_property
    def rules(self) -> tuple[RuleDifference, ...]:
        """Rules that the policies have otherwise, in the order of the catalogue."""
        first, second = _rules(self.first.policy), _rules(self.second.policy)
        both = ((kind.name, first.get(kind.name), second.get(kind.name)) for kind in CATALOGUE)
        return tuple(RuleDifference(rule, one, other) for rule, one, other in both if one != other)

    @cached_property
    def points(self) -> dict[str, tuple[int | None, int | None]]:
        """By soft rule that counts on either side; None where the rule is off."""
        first, second = self.first.report.score.by_rule, self.second.report.score.by_rule
        both = {kind.name: (first.get(kind.name), second.get(kind.name)) for kind in CATALOGUE}
        return {rule: points for rule, points in both.items() if points != (None, None)}

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Visits that differ, by time."""
        return differences(self.first.roster, self.second.roster)

    def as_json(self) -> dict[str, Any]:
        """For machines: stable keys."""
        return {
            "first": self.first.as_json(),
            "second": self.second.as_json(),
            "rules": [{"rule": one.rule, "first": one.first, "second": one.second} for one in self.rules],
            "differences": [
                {"kind": one.kind.value, "need": one.need, "first": _bare(one.before), "second": _bare(one.after)}
                for one in self.differences
            ],
        }


def compare(problem: Problem, first: tuple[Policy, Roster], second: tuple[Policy, Roster]) -> Comparison:
    """Two rosters of a problem, each with its policy; raises BadInput where one names what the problem lacks."""
    return Comparison(_side(problem, first, second[0]), _side(problem, second, first[0]))


def _side(problem: Problem, side: tuple[Policy, Roster], other: Policy) -> Side:
    policy, roster = side
    return Side(
        policy=policy,
        roster=roster,
        report=audit(problem, roster, policy),
        under_other=audit(problem, roster, other),
        figures=figures_of(Timetable(problem, roster)),
    )


def _rules(policy: Policy) -> dict[str, dict[str, Any]]:
    return {rule.name: rule.model_dump() for rule in policy.rules}


def _bare(visit: Visit | None) -> dict[str, Any] | None:
    return None if visit is None else visit.model_dump(mode="json", include={"start", "volunteers"})

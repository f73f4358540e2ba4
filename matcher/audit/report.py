"""What the auditor finds: every violation, every claim of the roster that does not hold, and the score recounted."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from matcher.audit.claims import Misstatement, misstatements
from matcher.audit.overriding import IdleOverride, Overridden, idle_overrides, judged
from matcher.domain import Problem, Roster, Score
from matcher.policy import Policy
from matcher.rules.rule import Charge, Violation
from matcher.timetable import Timetable


@dataclass(frozen=True)
class Report:
    """Findings in the policy's order of rules; `score` is the auditor's own count."""

    policy: str
    violations: tuple[Violation, ...]
    overridden: tuple[Overridden, ...]
    """Breaches that somebody answers for, with the reasons; they are no violations."""
    idle_overrides: tuple[IdleOverride, ...]
    """Overrides that excuse nothing, and why."""
    misstatements: tuple[Misstatement, ...]
    score: Score
    charges: tuple[Charge, ...]

    @property
    def clean(self) -> bool:
        """No hard rule is broken unless overridden, and every claim holds."""
        return not self.violations and not self.misstatements

    def as_json(self) -> dict[str, Any]:
        """For machines: stable keys, both languages."""
        return {
            "clean": self.clean,
            "policy": self.policy,
            "violations": [_flat(violation) for violation in self.violations],
            "overridden": [_flat(one.violation) | {"reason": one.reason} for one in self.overridden],
            "idle_overrides": [_flat(one) for one in self.idle_overrides],
            "misstatements": [_flat(misstatement) for misstatement in self.misstatements],
            "score": self.score.model_dump(),
        }

    def findings(self) -> Iterator[Violation | Misstatement]:
        """All that is wrong, violations first."""
        yield from self.violations
        yield from self.misstatements


def audit(problem: Problem, roster: Roster, policy: Policy) -> Report:
    """Read any roster, ours or hand-made; raises BadInput where it names needs or volunteers the problem lacks."""
    timetable = Timetable(problem, roster)
    violations, overridden = judged(timetable, policy)
    by_rule: dict[str, int] = {}
    charges: list[Charge] = []
    for rule in policy.soft:
        of_rule = list(rule.measure(timetable))
        by_rule[rule.name] = sum(charge.points for charge in of_rule)
        charges += of_rule
    score = Score(total=sum(by_rule.values()), by_rule=by_rule)
    return Report(
        policy.name,
        violations,
        overridden,
        tuple(idle_overrides(timetable, policy, overridden)),
        tuple(misstatements(timetable, score, policy)),
        score,
        tuple(charges),
    )


def _flat(finding: Violation | Misstatement | IdleOverride) -> dict[str, Any]:
    document = asdict(finding)
    text = document.pop("text")
    return document | {"en": text.en, "zh": text.zh}

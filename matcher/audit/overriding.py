"""Which breaches somebody answers for, with which reason; and which overrides excuse nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.domain import Override, Text
from matcher.policy import Policy
from matcher.rules.rule import Excuse, OverridableRule, Violation, reason_of
from matcher.timetable import Stop, Timetable


@dataclass(frozen=True)
class Overridden:
    """A breach of a rule that the policy marks overridable, by visits that override it."""

    violation: Violation
    excuses: tuple[Excuse, ...]

    @property
    def reason(self) -> str:
        """In the coordinator's words; several where several visits share a breach."""
        return reason_of(self.excuses)


@dataclass(frozen=True)
class IdleOverride:
    """An override that excuses nothing. It does no harm, and nothing is made of it."""

    rule: str
    need: str
    start: str
    text: Text


def judged(timetable: Timetable, policy: Policy) -> tuple[tuple[Violation, ...], tuple[Overridden, ...]]:
    """Every breach of every hard rule, in the policy's order: violations, and those that are overridden."""
    violations, overridden = [], []
    for rule in policy.hard:
        for violation in rule.audit(timetable):
            excuses = rule.excuses(timetable, violation) if isinstance(rule, OverridableRule) else ()
            if excuses:
                overridden.append(Overridden(violation, excuses))
            else:
                violations.append(violation)
    return tuple(violations), tuple(overridden)


def idle_overrides(timetable: Timetable, policy: Policy, overridden: Sequence[Overridden]) -> Iterator[IdleOverride]:
    """By start: overrides without a reason, of rules that the policy does not mark, and of rules that nothing breaks."""
    effective = {(one.violation.rule, id(excuse.stop)) for one in overridden for excuse in one.excuses}
    marked = {rule.name for rule in policy.hard if isinstance(rule, OverridableRule) and rule.overridable}
    for stop in timetable.stops:
        for override in timetable.overrides(stop):
            if not override.has_reason:
                yield _idle(stop, override, Text("it gives no reason", "未说明理由"))
            elif override.rule not in marked:
                why = Text("the policy does not mark this rule overridable", "规则方案未将该规则设为可例外")
                yield _idle(stop, override, why)
            elif (override.rule, id(stop)) not in effective:
                yield _idle(stop, override, Text("nothing there breaks it", "该次服务并未违反该规则"))


def _idle(stop: Stop, override: Override, why: Text) -> IdleOverride:
    visit = stop.visit
    return IdleOverride(
        override.rule,
        visit.need,
        f"{visit.start:%Y-%m-%dT%H:%M}",
        Text(
            en=f"The visit of need {visit.need} at {visit.start:%m-%d %H:%M} overrides {override.rule} to no effect: {why.en}.",
            zh=f"需求{visit.need}在{visit.start:%m-%d %H:%M}的服务对{override.rule}的例外不起作用：{why.zh}。",
        ),
    )

"""A change of a roster is judged before anything is stored: what it breaks, what it costs, and whether it may be."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from api.errors import Unacceptable
from api.rosters.standing import Standing
from api.rosters.table import Place, place_of
from matcher.audit.comparing import new_violations
from matcher.audit.overriding import Overridden
from matcher.domain import Override, Visit
from matcher.replanning.differences import Difference, differences
from matcher.rules.hard.pinned import Pinned
from matcher.rules.rule import Violation


@dataclass(frozen=True)
class Change:
    """A roster before and after it is changed, both in the data of today."""

    before: Standing
    after: Standing

    @cached_property
    def broken(self) -> tuple[Violation, ...]:
        """What the change would break; it is stored only where this is nothing."""
        return new_violations(self.before.document, self.before.report, self.after.document, self.after.report)

    @property
    def overridden(self) -> tuple[Overridden, ...]:
        """Breaches for which somebody has given a reason."""
        return self.after.report.overridden

    @cached_property
    def broken_before(self) -> tuple[Violation, ...]:
        """What was broken before and still is: data have changed since the roster was made."""
        return tuple(one for one in self.after.report.violations if not any(one is new for new in self.broken))

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Visit by visit."""
        return differences(self.before.document, self.after.document)


def judged(
    before: Standing,
    visits: Sequence[Visit],
    held: Sequence[Visit] | None = None,
    touched: Collection[Place] = (),
    overrides: Sequence[Override] = (),
) -> Change:
    """The change to these visits, of which those at the touched places bear the overrides that they need.

    Raises Unacceptable where an override is of a rule that the policy does not let anybody override.
    """
    if any(override.rule not in before.overridable for override in overrides):
        raise _not_overridable(before.overridable)
    if not any(rule.name == Pinned.name for rule in before.policy.rules):
        held = None
    change = Change(before, before.with_visits(visits, held))
    bearing = _bearing(change, touched, overrides)
    if not bearing:
        return change
    with_reasons = [_with(one, bearing[place_of(one)]) if place_of(one) in bearing else one for one in visits]
    answered = [one for one in with_reasons if place_of(one) in bearing]
    return Change(before, before.with_visits(with_reasons, held if held is None else _held(held, answered)))


def _bearing(change: Change, touched: Collection[Place], overrides: Sequence[Override]) -> dict[Place, list[Override]]:
    """Which places bear which overrides: those of what breaks there, whether it is new or the steps are about it."""
    bearing: dict[Place, list[Override]] = {}
    for violation in change.after.report.violations:
        for override in overrides:
            if override.rule == violation.rule:
                for place in _answering(change, violation, touched):
                    bearing.setdefault(place, []).append(override)
    return bearing


def _answering(change: Change, violation: Violation, touched: Collection[Place]) -> list[Place]:
    """The touched visits that the violation is about: the one it names, else those of its volunteers, that day first."""
    visits = [visit for visit in change.after.document.visits if place_of(visit) in touched]
    named = [one for one in visits if (one.need, f"{one.start:%Y-%m-%dT%H:%M}") == (violation.need, violation.start)]
    theirs = [one for one in visits if not set(violation.volunteers).isdisjoint(one.volunteers)]
    that_day = [one for one in theirs if f"{one.start:%Y-%m-%d}" == (violation.start or "")[:10]]
    return [place_of(one) for one in named or that_day or theirs]


def _with(visit: Visit, overrides: Sequence[Override]) -> Visit:
    by_rule = {override.rule: override for override in (*visit.overrides, *overrides)}
    return visit.revised(overrides=tuple(by_rule.values()))


def _held(held: Sequence[Visit], answered: Sequence[Visit]) -> list[Visit]:
    """A visit that overrides a rule stands as if pinned; no reason moves a pin that holds another one there."""
    by_place = {place_of(one): one for one in held}
    for visit in answered:
        pin = by_place.get(place_of(visit), visit)
        if (pin.start, set(pin.volunteers)) == (visit.start, set(visit.volunteers)):
            by_place[place_of(visit)] = visit
    return list(by_place.values())


def _not_overridable(allowed: Sequence[str]) -> Unacceptable:
    names = ", ".join(allowed)
    return Unacceptable(
        "NOT_OVERRIDABLE",
        zh=f"现行规则方案中可例外的规则：{names or '无'}；其他规则不能例外。",
        en=f"The policy in force lets these rules be overridden: {names or 'none'}; expected one of them.",
    )

"""What a change would do, for people: what it breaks, what may be excused for a reason, points by rule, what moves."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.rosters.describing import Breach, Judgement, Moved
from matcher.domain import Text
from matcher.replanning.differences import Kind
from matcher.rules.catalogue import title_of

BECAME = {
    Kind.NEW: (Text("new", "新增"), "+", "good"),
    Kind.REMOVED: (Text("removed", "取消"), "−", "bad"),
    Kind.MOVED: (Text("moved", "改时间"), "→", "warn"),
    Kind.REASSIGNED: (Text("other people", "换人"), "⇄", "warn"),
}
"""What became of a visit: words, a sign, a colour's name."""


@dataclass(frozen=True)
class Verdict:
    """`excusable` are the rules for which a reason is asked; whatever else is broken stands in the way."""

    judgement: Judgement
    excusable: tuple[tuple[str, Text], ...]
    hopeless: bool
    more: tuple[tuple[Text, int], ...]

    @property
    def broken(self) -> list[Breach]:
        """What it would newly break."""
        return self.judgement.broken

    @property
    def moves(self) -> list[Moved]:
        """Visit by visit."""
        return self.judgement.visits


def verdict_of(judgement: Judgement) -> Verdict:
    """For the page."""
    rules = dict.fromkeys(one.rule for one in (*judgement.broken, *judgement.overridden) if one.overridable)
    return Verdict(
        judgement=judgement,
        excusable=tuple((rule, title_of(rule)) for rule in rules),
        hopeless=any(not one.overridable for one in judgement.broken),
        more=points_by_rule(judgement.points.more),
    )


def points_by_rule(more: Mapping[str, int]) -> tuple[tuple[Text, int], ...]:
    """In words, the largest first."""
    return tuple((title_of(rule), points) for rule, points in sorted(more.items(), key=lambda one: -abs(one[1])))

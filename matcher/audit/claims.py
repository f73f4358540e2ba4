"""What a roster says of itself must be true: its score, what it calls unmet, its bound and gap."""

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.domain import Score, Text
from matcher.policy import Policy
from matcher.timetable import Timetable

GAP_TOLERANCE = 1e-3


@dataclass(frozen=True)
class Misstatement:
    """A claim that does not hold; `claim` names the field of the roster."""

    claim: str
    text: Text


def misstatements(timetable: Timetable, score: Score, policy: Policy) -> Iterator[Misstatement]:
    """Every false claim; a roster that claims nothing makes none. Points are compared under the roster's own policy only."""
    yield from _unmet(timetable)
    if timetable.roster.policy == policy.name:
        yield from _points(timetable, score)


def _unmet(timetable: Timetable) -> Iterator[Misstatement]:
    if timetable.roster.unmet is None:
        return
    stated: dict[str, int] = {}
    for unmet in timetable.roster.unmet:
        stated[unmet.need] = stated.get(unmet.need, 0) + unmet.missing
    for need in timetable.problem.needs:
        missing = max(0, need.visits - len(timetable.stops_of_need[need.id]))
        if stated.pop(need.id, 0) != missing:
            yield Misstatement(
                "unmet",
                Text(
                    en=f"Need {need.id} lacks {missing} visits, the roster states another number.",
                    zh=f"需求{need.id}实际缺{missing}次服务，与排班表所述不符。",
                ),
            )
    for need_id in stated:
        yield Misstatement(
            "unmet",
            Text(
                en=f"The roster calls {need_id!r} unmet, which is no need.",
                zh=f"排班表所述未满足的{need_id!r}不是需求。",
            ),
        )


def _points(timetable: Timetable, score: Score) -> Iterator[Misstatement]:
    roster = timetable.roster
    total = score.total
    if roster.score is not None:
        for rule in sorted(score.by_rule.keys() | roster.score.by_rule.keys()):
            stated, counted = roster.score.by_rule.get(rule, 0), score.by_rule.get(rule, 0)
            if stated != counted:
                yield Misstatement(
                    "score",
                    Text(
                        en=f"The roster states {stated} points for {rule}, the count is {counted}.",
                        zh=f"排班表称{rule}为{stated}分，实际为{counted}分。",
                    ),
                )
        if roster.score.total != total:
            yield Misstatement(
                "score",
                Text(
                    en=f"The roster states {roster.score.total} points in all, the count is {total}.",
                    zh=f"排班表称总分为{roster.score.total}分，实际为{total}分。",
                ),
            )
    if roster.bound is not None and roster.bound > total:
        yield Misstatement(
            "bound",
            Text(
                en=f"The roster states a lower bound of {roster.bound}, above its own {total} points.",
                zh=f"排班表称下界为{roster.bound}分，高于其总分{total}分。",
            ),
        )
    if roster.bound is not None and roster.gap is not None:
        gap = (total - roster.bound) / max(total, 1)
        if abs(gap - roster.gap) > GAP_TOLERANCE:
            yield Misstatement(
                "gap",
                Text(
                    en=f"The roster states a gap of {roster.gap:.4f}, points and bound give {gap:.4f}.",
                    zh=f"排班表称差距为{roster.gap:.4f}，按总分与下界应为{gap:.4f}。",
                ),
            )

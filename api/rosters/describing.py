"""A change as the world sees it: what it breaks, what it costs, what moves."""

from pydantic import BaseModel, Field

from api.rosters.judging import Change
from api.rosters.standing import Standing
from matcher.audit.overriding import Overridden
from matcher.domain import Score, Visit
from matcher.replanning.differences import Difference, Kind
from matcher.rules.rule import Violation


class Breach(BaseModel):
    """A hard rule that is broken, by how much, by whom and when; `overridable` where a reason would let it stand."""

    rule: str
    size: int
    zh: str
    en: str
    need: str | None
    start: str | None
    volunteers: list[str]
    overridable: bool


class Excused(Breach):
    """A breach that stands for a reason."""

    reason: str


class Points(BaseModel):
    """By rule, before and after; `more` is the difference, without zeros: what is negative is gained."""

    before: Score
    after: Score
    more: dict[str, int]
    total_more: int


class Moved(BaseModel):
    """A visit before and after; one of them is null where it is new or removed."""

    kind: Kind
    need: str
    before: Visit | None
    after: Visit | None


class Judgement(BaseModel):
    """`broken` is what the change would break; `broken_before` was broken already and still is, and does not stand in the way."""

    storable: bool
    broken: list[Breach]
    broken_before: list[Breach]
    overridden: list[Excused]
    points: Points
    visits: list[Moved]
    missing_before: int
    missing_after: int
    lost: list[Visit] = Field(description="Visits whose need or volunteers are gone; another version leaves them out.")


def described(change: Change) -> Judgement:
    """All that is told of a change before it is stored."""
    before, after = change.before, change.after
    return Judgement(
        storable=not change.broken,
        broken=[breach(one, before) for one in change.broken],
        broken_before=[breach(one, before) for one in change.broken_before],
        overridden=[excused(one, before) for one in change.overridden],
        points=points(before, after),
        visits=[moved(one) for one in change.differences],
        missing_before=before.missing,
        missing_after=after.missing,
        lost=list(before.lost),
    )


def breach(violation: Violation, standing: Standing) -> Breach:
    """As the world sees it."""
    return Breach(
        rule=violation.rule,
        size=violation.size,
        zh=violation.text.zh,
        en=violation.text.en,
        need=violation.need,
        start=violation.start,
        volunteers=list(violation.volunteers),
        overridable=violation.rule in standing.overridable,
    )


def excused(overridden: Overridden, standing: Standing) -> Excused:
    """As the world sees it."""
    return Excused(**breach(overridden.violation, standing).model_dump(), reason=overridden.reason)


def points(before: Standing, after: Standing) -> Points:
    """Both counted, and compared."""
    was, is_now = before.report.score, after.report.score
    more = {rule: points - was.by_rule.get(rule, 0) for rule, points in is_now.by_rule.items()}
    return Points(
        before=was,
        after=is_now,
        more={rule: points for rule, points in more.items() if points},
        total_more=is_now.total - was.total,
    )


def moved(difference: Difference) -> Moved:
    """As the world sees it."""
    return Moved(kind=difference.kind, need=difference.need, before=difference.before, after=difference.after)

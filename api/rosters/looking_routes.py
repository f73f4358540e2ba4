"""Looking at a roster over HTTP: what holds today, why, for whom, and in what two versions differ."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.authority import Action
from api.identity.guarding import may
from api.rosters.describing import Breach, Excused, Moved, Points, breach, excused, moved, points
from api.rosters.explained import Explained, explained
from api.rosters.person import PersonsWeek, persons_week
from api.rosters.standing import Standing, standing
from api.rosters.unmet import UnmetNeed, worst_first
from api.rosters.versions import find
from api.settings import Settings
from api.storage import Database
from api.tables.row import MOST_VERSIONS, Key
from api.web.problems import refusals
from api.web.service import Configured, Storage
from matcher.domain import Saying, Score, Visit
from matcher.replanning.differences import differences

router = APIRouter(prefix="/v1/rosters", tags=["rosters"])

Number = Annotated[int, Query(ge=1, le=MOST_VERSIONS, description="Of a version.")]
Newest = Annotated[Number | None, Query(description="Of a version; the newest if left out.")]


class Misstated(Saying):
    """What the version says of itself and the data of today do not bear out; `claim` names the field."""

    claim: str


class IdleReason(Saying):
    """An override that excuses nothing, and why."""

    rule: str
    need: str
    start: str


class Audited(BaseModel):
    """A version judged by the rules and data of today. It is `clean` where nothing is broken without a reason."""

    number: int
    clean: bool
    policy: str
    violations: list[Breach]
    overridden: list[Excused]
    idle_overrides: list[IdleReason]
    misstatements: list[Misstated]
    score: Score
    missing: int
    lost: list[Visit] = Field(description="Visits whose need or volunteers are no longer there.")


class Diff(BaseModel):
    """What the later version has other than the earlier one; both are counted in the data of today."""

    before: int
    after: int
    visits: list[Moved]
    points: Points
    missing_before: int
    missing_after: int


@router.get("/{roster_id}/audit", dependencies=may(Action.LOOK), responses=refusals(404))
def audit_roster(roster_id: Key, storage: Storage, settings: Configured, number: Newest = None) -> Audited:
    """Every hard rule that it breaks today, with what stands for a reason, and its points counted again."""
    here = _standing(storage, settings, roster_id, number)
    report = here.report
    return Audited(
        number=here.version.number,
        clean=report.clean and not here.lost,
        policy=report.policy,
        violations=[breach(one, here) for one in report.violations],
        overridden=[excused(one, here) for one in report.overridden],
        idle_overrides=[
            IdleReason(rule=one.rule, need=one.need, start=one.start, en=one.text.en, zh=one.text.zh)
            for one in report.idle_overrides
        ],
        misstatements=[Misstated(claim=one.claim, en=one.text.en, zh=one.text.zh) for one in report.misstatements],
        score=report.score,
        missing=here.missing,
        lost=list(here.lost),
    )


@router.get("/{roster_id}/unmet", dependencies=may(Action.LOOK), responses=refusals(404))
def unmet_needs(roster_id: Key, storage: Storage, settings: Configured, number: Newest = None) -> list[UnmetNeed]:
    """Needs that lack visits, the worst first, each with reasons and the one thing that would help."""
    return worst_first(_standing(storage, settings, roster_id, number))


@router.get("/{roster_id}/explain/{need_id}", dependencies=may(Action.LOOK), responses=refusals(404))
def explain_need(
    roster_id: Key, need_id: Key, storage: Storage, settings: Configured, number: Newest = None
) -> Explained:
    """Why visits of the need are missing, and why these volunteers come to those that stand."""
    return explained(_standing(storage, settings, roster_id, number), need_id)


@router.get("/{roster_id}/volunteers/{volunteer_id}", dependencies=may(Action.LOOK), responses=refusals(404))
def week_of_volunteer(
    roster_id: Key, volunteer_id: Key, storage: Storage, settings: Configured, number: Newest = None
) -> PersonsWeek:
    """Every tour of the volunteer, visit by visit, with the minutes on the way."""
    return persons_week(_standing(storage, settings, roster_id, number), volunteer_id)


@router.get("/{roster_id}/diff", dependencies=may(Action.LOOK), responses=refusals(404))
def diff_of_versions(
    roster_id: Key,
    storage: Storage,
    settings: Configured,
    before: Annotated[
        Number | None, Query(alias="from", description="The published version if left out, else the one before `to`.")
    ] = None,
    after: Annotated[Number | None, Query(alias="to", description="The newest version if left out.")] = None,
) -> Diff:
    """Visits that are new, removed, moved or by other volunteers, and points by rule."""
    with storage.reading() as session:
        roster = find(session, roster_id)
        now = standing(session, settings, roster, after)
        number = before or roster.published_version or max(1, now.version.number - 1)
        then = now.at_version(session, number)
    counted = now.with_visits(then.document.visits, [visit for visit in now.document.visits if visit.stands])
    return Diff(
        before=number,
        after=now.version.number,
        visits=[moved(one) for one in differences(then.document, now.document)],
        points=points(counted, now),
        missing_before=counted.missing,
        missing_after=now.missing,
    )


def _standing(storage: Database, settings: Settings, roster_id: str, number: int | None) -> Standing:
    with storage.reading() as session:
        return standing(session, settings, find(session, roster_id), number)

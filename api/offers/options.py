"""Who could come instead, as the world sees it, and where to go from there."""

from collections import defaultdict
from collections.abc import Sequence

from pydantic import BaseModel, Field
from sqlmodel import Session, col, select

from api import clock
from api.offers.offering import current_offers
from api.offers.replacements import Replacement, Replacing
from api.offers.steps import Shift
from api.rosters.standing import standing
from api.rosters.versions import can_see, find
from api.settings import Settings
from api.tables.visits import Visit
from matcher.domain import Reason, Saying
from matcher.domain.clock import LocalMinute


class Joining(BaseModel):
    """Somebody who would come newly: minutes on the way, visits together before, and their week so far against its limit."""

    volunteer: str
    minutes_on_the_way: int
    met: int
    visits: int
    minutes: int
    most_minutes: int | None


class OptionShown(BaseModel):
    """`volunteers` are all who would come, `stay` those of them who were asked already; `shifts` is what it disturbs.

    `points` is by how much the roster's total rises: what is negative is gained.
    """

    volunteers: list[str]
    stay: list[str]
    joining: list[Joining]
    start: LocalMinute
    end: LocalMinute
    points: int
    by_rule: dict[str, int]
    shifts: list[Shift]


class ReplacementsShown(BaseModel):
    """For one visit: at most five options, the same time first; or the reasons why there is none.

    An option is taken by sending `volunteers`, `start` and `shifts` to `links.replacement`, with the roster's ETag;
    `links.replan` repairs the whole roster from now on.
    """

    visit: str
    roster: str
    roster_version: int = Field(description="For If-Match.")
    options: list[OptionShown]
    reasons: list[Reason]
    suggestion: Saying | None
    links: dict[str, str]


def options_for(session: Session, settings: Settings, visit_ids: Sequence[str]) -> list[ReplacementsShown]:
    """For visits that lost somebody, in this order, in all rosters that the asker can see."""
    visits = {one.id: one for one in session.exec(select(Visit).where(col(Visit.id).in_(visit_ids))).all()}
    offers, of_roster = current_offers(session, visits.values()), defaultdict[str, list[Visit]](list)
    for visit in visits.values():
        of_roster[visit.roster_id].append(visit)
    found: dict[str, ReplacementsShown] = {}
    for roster_id, lost in of_roster.items():
        if not can_see(session, roster_id):
            continue
        roster = find(session, roster_id)
        keys = {(visit.need_id, visit.day) for visit in lost}
        replacing = Replacing(standing(session, settings, roster), keys, clock.local_now(settings))
        for visit in lost:
            options = replacing.of(visit, offers[visit.id])
            found[visit.id] = ReplacementsShown(
                visit=visit.id,
                roster=roster.id,
                roster_version=roster.version,
                options=[_shown(one) for one in options.options],
                reasons=list(options.reasons),
                suggestion=options.suggestion,
                links={
                    "replacement": f"/v1/visits/{visit.id}/replacement",
                    "replan": f"/v1/rosters/{roster.id}/replan",
                },
            )
    return [found[visit] for visit in visit_ids if visit in found]


def _shown(one: Replacement) -> OptionShown:
    newly = [volunteer for volunteer in one.volunteers if volunteer not in one.stay]
    return OptionShown(
        volunteers=list(one.volunteers),
        stay=list(one.stay),
        joining=[
            Joining(volunteer=who, minutes_on_the_way=way, **known.model_dump())
            for who, way, known in zip(newly, one.ways, one.known, strict=True)
        ],
        start=one.start,
        end=one.end,
        points=one.points,
        by_rule=one.by_rule,
        shifts=list(one.shifts),
    )

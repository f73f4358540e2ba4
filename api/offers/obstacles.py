"""What stands in the way of publishing a version: rules it breaks today, visits that the data have lost, and the past."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from api.offers.offering import current_offers
from api.offers.promises import Key, Promise, promised
from api.rosters.standing import Standing
from api.tables.visits import LedgerEntry, OfferState, Visit, VisitState
from matcher.domain import Text


class ObstacleKind(StrEnum):
    """A hard rule is broken; the need or a volunteer is gone; the visit has begun, and the version has it otherwise."""

    BROKEN = "broken"
    LOST = "lost"
    BEGUN = "begun"


@dataclass(frozen=True)
class Obstacle:
    """One thing to be mended first, named by rule, need, start and volunteers."""

    kind: ObstacleKind
    text: Text
    rule: str | None
    need: str | None
    start: str | None
    volunteers: tuple[str, ...]


def begun_visits(session: Session, visits: Mapping[Key, Visit], now: datetime) -> dict[Key, Visit]:
    """Visits of the past, which no publication touches: what was called off before it began is none of them."""
    past = {key: visit for key, visit in visits.items() if visit.start <= now}
    called_off = [visit.id for visit in past.values() if visit.state is VisitState.CANCELLED]
    recorded = select(LedgerEntry.visit_id).where(col(LedgerEntry.visit_id).in_(called_off))
    closed = set(session.exec(recorded).all())
    return {key: one for key, one in past.items() if one.state is not VisitState.CANCELLED or one.id in closed}


def obstacles(
    session: Session,
    stands: Standing,
    visits: Mapping[Key, Visit],
    wanted: Mapping[Key, Promise],
    now: datetime,
) -> tuple[Obstacle, ...]:
    """All of them; visits that stand as published are not held against it where they have begun or are known to be uncovered."""
    begun = begun_visits(session, visits, now)
    settled = {
        key
        for key in begun.keys() | _uncovered(session, visits)
        if key in wanted and wanted[key].same(promised(visits[key]))
    }
    return (*_broken(stands, settled), *_lost(stands, begun), *_rewritten(stands, visits, begun, wanted, now))


def _uncovered(session: Session, visits: Mapping[Key, Visit]) -> set[Key]:
    planned = {visit.id: key for key, visit in visits.items() if visit.state is VisitState.PLANNED}
    offers = current_offers(session, (visits[key] for key in planned.values()))
    return {
        planned[visit]
        for visit, its_offers in offers.items()
        if any(offer.state is OfferState.DECLINED for offer in its_offers)
    }


def _broken(stands: Standing, settled: set[Key]) -> Iterator[Obstacle]:
    asked = [visit for visit in stands.document.visits if (visit.need, visit.start.date()) not in settled]
    judged = stands.with_visits(asked) if settled else stands
    for one in judged.report.violations:
        yield Obstacle(ObstacleKind.BROKEN, one.text, one.rule, one.need, one.start, one.volunteers)


def _lost(stands: Standing, begun: Mapping[Key, Visit]) -> Iterator[Obstacle]:
    for visit in stands.lost:
        if (visit.need, visit.start.date()) not in begun:
            when = f"{visit.start:%m-%d %H:%M}"
            text = Text(
                zh=f"需求{visit.need}在{when}的服务：需求或志愿者（{'、'.join(visit.volunteers)}）已不在本周数据中。",
                en=f"The visit of need {visit.need} at {when}: the need or a volunteer ({', '.join(visit.volunteers)}) "
                "is not there this week any more.",
            )
            start = f"{visit.start:%Y-%m-%dT%H:%M}"
            yield Obstacle(ObstacleKind.LOST, text, None, visit.need, start, visit.volunteers)


def _rewritten(
    stands: Standing,
    visits: Mapping[Key, Visit],
    begun: Mapping[Key, Visit],
    wanted: Mapping[Key, Promise],
    now: datetime,
) -> Iterator[Obstacle]:
    for key, visit in visits.items():
        will_be = wanted.get(key)
        if key in begun:
            missing = will_be is None and visit.state is not VisitState.CANCELLED and _known(stands, visit)
            rewritten = missing or (will_be is not None and not will_be.same(promised(visit)))
        else:
            rewritten = visit.state is VisitState.PLANNED and will_be is not None and will_be.start <= now
        if rewritten:
            when = f"{visit.start:%m-%d %H:%M}"
            text = Text(
                zh=f"需求{visit.need_id}在{when}的服务已公布，时间已过的不能再改；请保持原样，或从现在起重排。",
                en=f"The visit of need {visit.need_id} at {when} was published, and nothing may become of it in the past; "
                "leave it as it was, or re-plan from now on.",
            )
            start = f"{visit.start:%Y-%m-%dT%H:%M}"
            yield Obstacle(ObstacleKind.BEGUN, text, None, visit.need_id, start, tuple(visit.volunteers))


def _known(stands: Standing, visit: Visit) -> bool:
    people = stands.problem.volunteer_by_id
    return visit.need_id in stands.problem.need_by_id and all(one in people for one in visit.volunteers)

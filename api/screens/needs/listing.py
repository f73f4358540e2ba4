"""The needs of a place, by cadre: what they ask for, who sees to them, and how this week stands for each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, String, cast
from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from api.registry.listing import not_erased
from api.registry.searching import matching
from api.screens.shell.blank import NOTHING_CHOSEN
from api.screens.shell.people import Person, cadres_by_id
from api.screens.shell.place import Place
from api.screens.shell.within import within
from api.tables.cadres import Cadre
from api.tables.needs import Group, Need, NeedWeek, Party
from api.tables.row import LINE
from api.tables.visits import Visit, VisitState
from api.web.pages import MOST_ROWS
from matcher.domain.document import Word

LIMIT = 50


class Missing(StrEnum):
    """What a need lacks before it can be served well."""

    TIMES = "times"
    CONTENT = "content"


class Wanted(BaseModel):
    """Which needs are wanted; what is not chosen filters nothing."""

    q: Annotated[str, Field(max_length=100, pattern=LINE)] = ""
    service: Annotated[Word | None, NOTHING_CHOSEN] = None
    party: Annotated[Party | None, NOTHING_CHOSEN] = None
    missing: Annotated[Missing | None, NOTHING_CHOSEN] = None
    ended: bool = False
    offset: Annotated[int, Field(ge=0, le=MOST_ROWS)] = 0


@dataclass(frozen=True)
class Row:
    """A need as the list tells it; `asked` visits this week, `planned` of them published, `done` in the ledger."""

    need: Need
    cadre: Person
    group: str
    asked: int
    planned: int
    done: int
    changed: bool
    missing: tuple[Missing, ...]


def needs(session: Session, place: Place, wanted: Wanted) -> tuple[list[Row], int]:
    """A part of them, and how many there are in all."""
    query = (
        select(Need)
        .join(Cadre, col(Cadre.id) == Need.cadre_id)
        .where(*not_erased(Need), *within(place, Cadre.station_id))
        .where(*_filters(place, wanted))
    )
    total = session.exec(select(func.count()).select_from(query.order_by(None).subquery())).one()
    found = session.exec(_in_order(query).offset(wanted.offset).limit(LIMIT)).all()
    return _rows(session, found, place.monday), total


def _in_order(query: SelectOfScalar[Need]) -> SelectOfScalar[Need]:
    return query.order_by(col(Cadre.pinyin), col(Need.cadre_id), col(Need.service), Need.id)


def _filters(place: Place, wanted: Wanted) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = [col(Need.active).is_(not wanted.ended)]
    if not wanted.ended:
        filters.append(or_(col(Need.until_day).is_(None), col(Need.until_day) >= place.monday))
    if wanted.q:
        filters.append(matching(Cadre, wanted.q))
    if wanted.service is not None:
        filters.append(col(Need.service) == wanted.service)
    if wanted.party is not None:
        filters.append(col(Need.party) == wanted.party)
    if wanted.missing is Missing.TIMES:
        filters += [col(Need.party) == Party.VOLUNTEER, cast(col(Need.windows), String) == "[]"]
        filters.append(col(Need.id).not_in(_with_times_of(place.monday)))
    if wanted.missing is Missing.CONTENT:
        filters.append(col(Need.content) == "")
    return filters


def _with_times_of(monday: date) -> SelectOfScalar[str]:
    """Needs that have times of their own in this week."""
    return select(NeedWeek.need_id).where(NeedWeek.week == monday, col(NeedWeek.windows).is_not(None))


def _rows(session: Session, found: Sequence[Need], monday: date) -> list[Row]:
    ids = [need.id for need in found]
    cadres = cadres_by_id(session, {need.cadre_id for need in found})
    groups = {one.id: one.name for one in session.exec(select(Group).where(col(Group.id).in_(_groups(found)))).all()}
    weeks = {
        one.need_id: one
        for one in session.exec(select(NeedWeek).where(NeedWeek.week == monday, col(NeedWeek.need_id).in_(ids))).all()
    }
    counts: Counter[tuple[str, VisitState]] = Counter()
    of_week = [date.fromordinal(monday.toordinal() + day) for day in range(7)]
    states = select(Visit.need_id, Visit.state).where(col(Visit.need_id).in_(ids), col(Visit.day).in_(of_week))
    counts.update((need_id, VisitState(state)) for need_id, state in session.exec(states).all())
    return [_row(need, cadres[need.cadre_id], groups, weeks.get(need.id), counts) for need in found]


def _groups(found: Sequence[Need]) -> set[str]:
    return {need.group_id for need in found if need.group_id is not None}


def _row(
    need: Need,
    cadre: Person,
    groups: dict[str, str],
    week: NeedWeek | None,
    counts: Counter[tuple[str, VisitState]],
) -> Row:
    times = bool(need.windows) or (week is not None and week.windows is not None)
    lacks = [Missing.TIMES] if need.party is Party.VOLUNTEER and not times else []
    return Row(
        need=need,
        cadre=cadre,
        group=groups.get(need.group_id or "", ""),
        asked=need.visits if week is None or week.visits is None else week.visits,
        planned=counts[need.id, VisitState.PLANNED],
        done=counts[need.id, VisitState.DONE] + counts[need.id, VisitState.PARTIAL],
        changed=week is not None,
        missing=(*lacks, *([] if need.content else [Missing.CONTENT])),
    )

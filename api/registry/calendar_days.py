"""Days unlike others of their weekday; a make-up workday says whose times it takes over."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlmodel import col

from api.authority import Action
from api.errors import Unacceptable
from api.identity.guarding import may
from api.registry.holidays import FIRST_YEAR, LAST_YEAR, seed
from api.registry.jurisdiction import check_jurisdiction
from api.registry.listing import equal
from api.registry.resource import Entry, Filters, Resource
from api.registry.routes import router_of
from api.registry.sound import contradiction
from api.tables.calendar import CalendarDay, CalendarDayFields, CalendarDayPublic, DayKind
from api.web.problems import refusals
from api.web.service import Storage
from matcher.domain.clock import LocalDate


def _filters(kind: DayKind | None = None, since: LocalDate | None = None, until: LocalDate | None = None) -> Filters:
    found = equal((CalendarDay.kind, kind))
    if since is not None:
        found.append(col(CalendarDay.day) >= since)
    if until is not None:
        found.append(col(CalendarDay.day) <= until)
    return found


def _check(entry: Entry[CalendarDayFields]) -> None:
    if entry.fields.kind is DayKind.WORKDAY and entry.fields.follows is None:
        raise contradiction(
            "follows",
            zh="补班日须注明按周几安排（0为周一）。",
            en="A make-up workday must say whose weekday's times it follows (0 is Monday).",
        )


CALENDAR_DAYS = Resource(
    path="calendar-days",
    fields=CalendarDayFields,
    table=CalendarDay,
    public=CalendarDayPublic,
    order=(col(CalendarDay.day),),
    example={
        "day": "2026-10-10",
        "kind": "workday",
        "name_zh": "国庆节补班",
        "name_en": "National Day, made up",
        "follows": 2,
    },
    filters=_filters,
    check=_check,
    region=lambda _one: None,
)

router: APIRouter = router_of(CALENDAR_DAYS)


class Seeded(BaseModel):
    """How many days of the year were added, and how many were there already and stay as people left them."""

    year: int
    added: int
    kept: int


@router.post("/seed", dependencies=may(Action.KEEP), responses=refusals())
def seed_a_year(year: Annotated[int, Query(ge=1900, le=9000)], storage: Storage) -> Seeded:
    """Holidays and make-up workdays of a year as announced; days that are there already are left alone."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unacceptable(
            "YEAR_UNKNOWN",
            zh=f"尚无{year}年的放假安排（已知{FIRST_YEAR}至{LAST_YEAR}年），请逐日填写。",
            en=f"The holidays of {year} are not known here (only {FIRST_YEAR} to {LAST_YEAR}); enter its days one by one.",
        )
    with storage.writing() as session:
        check_jurisdiction(session, None)
        added, kept = seed(session, year)
    return Seeded(year=year, added=added, kept=kept)

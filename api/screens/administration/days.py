"""Holidays and make-up workdays on pages, by year; a year that is announced is filled in at once."""

from datetime import date
from typing import Annotated, Any

from fastapi import Form as Field
from fastapi import Request
from fastapi.responses import Response
from sqlmodel import Session, col

from api.authority import Action
from api.registry.calendar_days import CALENDAR_DAYS, seed_a_year
from api.registry.holidays import FIRST_YEAR, LAST_YEAR
from api.registry.resource import Filters
from api.screens.administration.kept import Kind, fields_of, router_of
from api.screens.shell.forms import Form
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.settings import Settings
from api.tables.calendar import CalendarDay, CalendarDayFields, DayKind
from api.web.service import Storage
from matcher.domain import Text

KINDS = {
    DayKind.HOLIDAY: Text("holiday", "放假"),
    DayKind.WORKDAY: Text("make-up workday", "补班"),
}
WEEKDAYS = (
    Text("Monday", "周一"),
    Text("Tuesday", "周二"),
    Text("Wednesday", "周三"),
    Text("Thursday", "周四"),
    Text("Friday", "周五"),
    Text("Saturday", "周六"),
    Text("Sunday", "周日"),
)


def _read(form: Form, _settings: Settings) -> CalendarDayFields:
    return form.read(CalendarDayFields)


def _around(_session: Session) -> dict[str, Any]:
    return {
        "kinds": KINDS,
        "weekdays": list(enumerate(WEEKDAYS)),
        "years": (FIRST_YEAR, LAST_YEAR),
    }


def _found(request: Request) -> Filters:
    typed = request.query_params.get("year", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and 1900 <= int(typed) <= 9000):
        return []
    return [col(CalendarDay.day) >= date(int(typed), 1, 1), col(CalendarDay.day) <= date(int(typed), 12, 31)]


router = router_of(
    Kind(
        CALENDAR_DAYS,
        "calendar",
        "administration/calendar.html",
        "administration/day.html",
        _read,
        lambda row: fields_of(row, CalendarDayFields.model_fields),
        _around,
        found=_found,
    )
)


@router.post("/year/fill", dependencies=opens(Action.KEEP))
def fill_a_year(page: Shown, year: Annotated[int, Field(ge=1900, le=9000)], storage: Storage) -> Response:
    """As the State Council announced it; days that are there stay as people left them."""
    seeded = seed_a_year(year, storage)
    told = Text(
        f"{seeded.added} days were added, {seeded.kept} were there already.",
        f"新增{seeded.added}天，原有{seeded.kept}天未改动。",
    )
    return page.go(f"/administration/calendar?year={year}", told=told)

"""Holidays and make-up workdays (调休) as the State Council announced them, from a library that ends with its last year."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from chinese_calendar import constants
from sqlmodel import Session, col, select

from api.tables.calendar import CalendarDay, DayKind

FIRST_YEAR = min(constants.holidays).year
LAST_YEAR = max(constants.holidays).year


def seed(session: Session, year: int) -> tuple[int, int]:
    """Adds those days of the year that are not there yet; returns how many were added and how many were there."""
    days = list(announced(year))
    dates = [one.day for one in days]
    there = {one.day for one in session.exec(select(CalendarDay).where(col(CalendarDay.day).in_(dates))).all()}
    session.add_all(one for one in days if one.day not in there)
    session.flush()
    return len(days) - len(there), len(there)


def announced(year: int) -> Iterator[CalendarDay]:
    """The year's days; a make-up workday follows the weekday that was given off for it, the first for the first."""
    for day, festival in sorted(constants.holidays.items()):
        if day.year == year:
            yield CalendarDay(day=day, kind=DayKind.HOLIDAY, name_zh=_zh(festival), name_en=festival)
    for day, festival, instead_of in _made_up(year):
        yield CalendarDay(
            day=day,
            kind=DayKind.WORKDAY,
            name_zh=f"{_zh(festival)}补班",
            name_en=f"{festival}, made up",
            follows=instead_of.weekday(),
        )


def _made_up(year: int) -> Iterator[tuple[date, str, date]]:
    off: dict[str, list[date]] = defaultdict(list)
    for day, festival in sorted(constants.in_lieu_days.items()):
        if day.year == year:
            off[festival].append(day)
    for day, festival in sorted(constants.workdays.items()):
        if day.year == year:
            yield day, festival, off[festival].pop(0) if off[festival] else day


def _zh(festival: str) -> str:
    name: str = constants.Holiday(festival).chinese
    return name

"""Weekly times become dates: holidays drop them, and a make-up workday (调休) follows another weekday."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from api.tables.calendar import CalendarDay
from api.tables.weekly import WeeklyWindow
from matcher.domain import Window

Calendar = Mapping[date, CalendarDay]


def weekday_of(day: date, calendar: Calendar) -> int | None:
    """The weekday whose times hold on the date, None where no weekly times do."""
    special = calendar.get(day)
    return day.weekday() if special is None else special.follows


def dated(windows: Sequence[WeeklyWindow], dates: Iterable[date], calendar: Calendar) -> list[Window]:
    """Weekly windows on these dates, in the order of dates."""
    return [window.on(day) for day in dates for window in windows if window.weekday == weekday_of(day, calendar)]


def joined(windows: Iterable[Window]) -> list[Window]:
    """In order, those of one date that touch or overlap made one: who can come from 8 to 10 and from 10 to 12 can from 8 to 12."""
    result: list[Window] = []
    for window in sorted(windows, key=lambda one: (one.start, one.end)):
        if result and window.start <= result[-1].end and window.start.date() == result[-1].start.date():
            result[-1] = Window(start=result[-1].start, end=max(result[-1].end, window.end))
        else:
            result.append(window)
    return result

"""Local wall-clock minutes: across midnight, New Year, leap days, and the hours that clocks skip or repeat."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter, ValidationError

from matcher.domain import Problem, Week, Window
from matcher.domain.clock import LocalDate, LocalMinute, is_skipped, midnight, minutes_between
from tests.building import problem

MINUTE: TypeAdapter[datetime] = TypeAdapter(LocalMinute)
DAY: TypeAdapter[date] = TypeAdapter(LocalDate)


def week_of(start: date, days: int = 7, timezone: str = "Asia/Shanghai") -> Problem:
    """An empty week."""
    return problem(needs=[], volunteers=[], week=Week(start=start, days=days), timezone=timezone)


@pytest.mark.parametrize("text", ["2026-11-23T08:05", "2026-11-23T08:05:00", "0001-01-01T00:00", "2028-02-29T23:59"])
def test_a_local_minute_is_read_and_written_without_seconds(text: str) -> None:
    moment = MINUTE.validate_python(text)

    assert moment == datetime.fromisoformat(text)
    assert MINUTE.dump_json(moment).decode() == f'"{moment:%Y-%m-%dT%H:%M}"'


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T08:05Z",
        "2026-11-23T08:05+08:00",
        "2026-11-23T08:05:30",
        "2026-11-23T08:05:00.5",
        "2026-11-23 08:05",
        "2026-11-23",
        "2026-11-23T24:00",
        "2026-11-23T8:05",
        "2026-02-30T08:00",
        "２０２６-11-23T08:05",
        "",
        1764000000,
        None,
        True,
        datetime(2026, 11, 23, 8, 5, tzinfo=UTC),
        datetime(2026, 11, 23, 8, 5, 1),
    ],
    ids=repr,
)
def test_what_is_no_local_minute_is_refused(text: object) -> None:
    with pytest.raises(ValidationError):
        MINUTE.validate_python(text)


@pytest.mark.parametrize(
    "text",
    ["2026-11-23T00:00", "2026-11", "23.11.2026", "2026-02-29", 20260101, None, datetime(2026, 11, 23)],
    ids=repr,
)
def test_what_is_no_date_is_refused(text: object) -> None:
    with pytest.raises(ValidationError):
        DAY.validate_python(text)


def test_a_date_is_read() -> None:
    assert DAY.validate_python("2028-02-29") == date(2028, 2, 29)


def test_a_week_across_new_year_has_its_dates_and_minutes() -> None:
    week = week_of(date(2026, 12, 28))

    assert week.week.dates[3:5] == (date(2026, 12, 31), date(2027, 1, 1))
    # four whole days and eight hours after Monday's midnight
    assert week.minute(datetime(2027, 1, 1, 8, 0)) == 4 * 1440 + 480
    assert week.moment(4 * 1440 + 480) == datetime(2027, 1, 1, 8, 0)


def test_a_leap_day_is_a_day() -> None:
    week = week_of(date(2028, 2, 28), days=2)

    assert week.week.dates == (date(2028, 2, 28), date(2028, 2, 29))
    assert week.minute(datetime(2028, 3, 1)) == 2 * 1440


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)], ids=["23 hours", "25 hours"])
def test_every_day_has_1440_wall_clock_minutes_even_when_clocks_change(day: date) -> None:
    week = week_of(day, days=2, timezone="Europe/Berlin")

    assert week.minute(midnight(week.week.dates[1])) == 1440
    assert Window(start=midnight(day), end=midnight(week.week.dates[1])).minutes == 1440


@pytest.mark.parametrize(
    ("zone", "moment", "skipped"),
    [
        # Berlin: on 29 March 2026 02:00 is followed at once by 03:00
        ("Europe/Berlin", datetime(2026, 3, 29, 1, 59), False),
        ("Europe/Berlin", datetime(2026, 3, 29, 2, 0), True),
        ("Europe/Berlin", datetime(2026, 3, 29, 2, 59), True),
        ("Europe/Berlin", datetime(2026, 3, 29, 3, 0), False),
        # on 25 October the hour from 02:00 comes twice: it exists
        ("Europe/Berlin", datetime(2026, 10, 25, 2, 30), False),
        # Lord Howe Island moves by half an hour
        ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 15), True),
        ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 30), False),
        # Samoa had no 30 December 2011
        ("Pacific/Apia", datetime(2011, 12, 30, 12, 0), True),
        ("Pacific/Apia", datetime(2011, 12, 31, 0, 0), False),
        # China had daylight saving until 1991, and has none now
        ("Asia/Shanghai", datetime(1991, 4, 14, 2, 30), True),
        ("Asia/Shanghai", datetime(2026, 4, 12, 2, 30), False),
    ],
)
def test_a_time_that_the_clocks_skip_does_not_exist(zone: str, moment: datetime, skipped: bool) -> None:
    assert is_skipped(moment, ZoneInfo(zone)) is skipped


def test_minutes_between_count_wall_clock_minutes_only() -> None:
    assert minutes_between(datetime(2026, 3, 29, 1, 0), datetime(2026, 3, 29, 4, 0)) == 180
    assert minutes_between(datetime(2027, 1, 1), datetime(2026, 12, 31, 23, 59)) == -1


@pytest.mark.parametrize("start", [date(1900, 1, 1), date(9000, 1, 1)])
def test_the_edges_of_the_calendar_can_be_planned(start: date) -> None:
    assert len(week_of(start).week.dates) == 7

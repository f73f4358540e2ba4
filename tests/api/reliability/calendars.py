"""What clocks on the wall show, reckoned from world time alone, minute by minute; and the weeks in which that is not plain."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FIRST, LAST = date(2026, 1, 5), date(2035, 12, 31)


def shown(instant: datetime, zone: str) -> datetime:
    """On the wall of that zone."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@cache
def begins(local: datetime, zone: str) -> datetime:
    """The first minute of world time at which the wall shows this; for times that it jumps over, as if it had not jumped."""
    around = local.replace(tzinfo=UTC)
    minutes = (around + number * MINUTE for number in range(-14 * 60, 14 * 60))
    found = next((instant for instant in minutes if shown(instant, zone) == local), None)
    if found is not None:
        return found
    before = begins(local - timedelta(hours=3), zone)
    return before + timedelta(hours=3)


def is_shown(local: datetime, zone: str) -> bool:
    """Some clock there shows it at some time."""
    return shown(begins(local, zone), zone) == local


def special_weeks(zone: str) -> dict[date, str]:
    """Mondays of weeks in which clocks are put, with a 29 February, or that are a year's fifty-third; and which of these it is."""
    kinds = {monday: _kind(monday, zone) for monday in _mondays()}
    return {monday: kind for monday, kind in kinds.items() if kind is not None}


def _mondays() -> Iterator[date]:
    monday = FIRST
    while monday <= LAST:
        yield monday
        monday += 7 * DAY


def _kind(monday: date, zone: str) -> str | None:
    days = [monday + number * DAY for number in range(7)]
    noons = [datetime(one.year, one.month, one.day, 12, tzinfo=UTC) for one in (days[0], days[-1] + DAY)]
    before, after = (shown(one, zone) - one.replace(tzinfo=None) for one in noons)
    if before != after:
        return "put forward" if before < after else "put back"
    if any((one.month, one.day) == (2, 29) for one in days):
        return "leap year"
    return "fifty-third" if monday.isocalendar().week == 53 else None

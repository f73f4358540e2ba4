"""Local wall-clock minutes: `"2026-11-23T08:05"`, no offset, no seconds; intervals are half-open `[start, end)`."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

MINUTES_PER_DAY = 1440

_LOCAL_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:00)?")
_LOCAL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _written_as_local_minute(value: Any) -> Any:
    if isinstance(value, datetime) or (isinstance(value, str) and _LOCAL_MINUTE.fullmatch(value)):
        return value
    raise ValueError("expected a local time such as 2026-11-23T08:05, without offset or seconds")


def _whole_local_minute(value: datetime) -> datetime:
    if value.tzinfo is not None or value.second or value.microsecond:
        raise ValueError("expected a local time such as 2026-11-23T08:05, without offset or seconds")
    return value


def _written_as_local_date(value: Any) -> Any:
    if isinstance(value, datetime) or not (
        isinstance(value, date) or (isinstance(value, str) and _LOCAL_DATE.fullmatch(value))
    ):
        raise ValueError("expected a date such as 2026-11-23")
    return value


LocalMinute = Annotated[
    datetime,
    BeforeValidator(_written_as_local_minute),
    AfterValidator(_whole_local_minute),
    PlainSerializer(lambda moment: moment.strftime("%Y-%m-%dT%H:%M"), return_type=str, when_used="json"),
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:00)?$"}
    ),
]
LocalDate = Annotated[date, BeforeValidator(_written_as_local_date)]


def midnight(day: date) -> datetime:
    """The first minute of a date."""
    return datetime.combine(day, time())


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Whole wall-clock minutes; both ends are local and carry no seconds."""
    return int((later - earlier) / timedelta(minutes=1))


def is_skipped(moment: datetime, zone: ZoneInfo) -> bool:
    """The clocks of the zone jump over this local time (the hour that daylight saving takes away)."""
    there_and_back = moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None) != moment

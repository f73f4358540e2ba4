"""What no entry may contradict, whatever its kind: places have both coordinates, times end after they begin, dates agree."""

from collections.abc import Iterable
from datetime import date

from api.clock import local_today
from api.errors import Unacceptable
from api.settings import Settings
from api.tables.weekly import WeeklyWindow
from matcher.domain import Window


def contradiction(field: str, *, zh: str, en: str) -> Unacceptable:
    """The refusal of an entry whose fields are each well-formed."""
    place = {"path": f"body.{field}", "code": "contradiction", "en": en}
    return Unacceptable("CONTRADICTION", zh=f"{field}：{zh}", en=f"{field}: {en}", errors=[place])


def place_whole(latitude: float | None, longitude: float | None) -> None:
    """Both coordinates or none."""
    if (latitude is None) != (longitude is None):
        field = "latitude" if latitude is None else "longitude"
        raise contradiction(field, zh="经纬度须同时填写或同时留空。", en="Expected both coordinates or none.")


def days_in_order(first: date | None, last: date | None, field: str) -> None:
    """The last date is not before the first."""
    if first is not None and last is not None and last < first:
        raise contradiction(
            field, zh=f"不得早于{first}。", en=f"{last} is before {first}, expected it on that day or later."
        )


def not_in_the_future(day: date | None, field: str, settings: Settings) -> None:
    """What has happened has happened by today."""
    today = local_today(settings)
    if day is not None and day > today:
        raise contradiction(
            field, zh=f"不得晚于今天（{today}）。", en=f"{day} is yet to come, expected {today} or earlier."
        )


def long_enough(windows: Iterable[Window | WeeklyWindow], minutes: int, field: str) -> None:
    """A visit fits into each window; one that it does not fit into would never be used."""
    for window in windows:
        if window.minutes < minutes:
            raise contradiction(
                field,
                zh=f"有一个时段只有{window.minutes}分钟，容不下{minutes}分钟的服务。",
                en=f"A window has {window.minutes} minutes, expected at least the {minutes} of a visit.",
            )

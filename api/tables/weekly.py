"""Times that come back every week: a weekday and two times of day."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from matcher.domain import Window
from matcher.domain.clock import midnight

CONTRADICTION = "contradiction"
"""The kind of a fault that no schema can tell of: each field is well-formed, together they are not."""


def _whole(value: object) -> object:
    """JSON does not tell 2.0 from 2."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Weekday = Annotated[int, Field(strict=True, ge=0, le=6), BeforeValidator(_whole)]
TimeOfDay = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", examples=["08:30"])]


class WeeklyWindow(BaseModel):
    """`[start, end)` on a weekday (0 is Monday, 6 Sunday), inside that day; `24:00` is the midnight that closes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekday: Weekday
    start: TimeOfDay
    end: TimeOfDay

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start >= self.end:
            raise PydanticCustomError(CONTRADICTION, "expected an end after the start")
        return self

    @classmethod
    def of(cls, window: Window) -> Self:
        """The times of a date on its weekday."""
        closes_the_day = window.end.date() != window.start.date()
        end = "24:00" if closes_the_day else f"{window.end:%H:%M}"
        return cls(weekday=window.start.weekday(), start=f"{window.start:%H:%M}", end=end)

    @property
    def minutes(self) -> int:
        """Length."""
        return _minute(self.end) - _minute(self.start)

    def on(self, day: date) -> Window:
        """The same times on a date."""
        return _window(day, self.start, self.end)


@lru_cache(maxsize=10_000)
def _window(day: date, start: str, end: str) -> Window:
    """Kept: a week is made anew for every look at it, of the same few times of day."""
    return Window(start=_moment(day, start), end=_moment(day, end))


def _moment(day: date, clock: str) -> datetime:
    return midnight(day) + timedelta(minutes=_minute(clock))


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)

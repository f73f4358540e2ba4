"""Times that come back every week: a weekday and two times of day."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from matcher.domain import Window
from matcher.domain.clock import midnight


def _time_of_day(value: str) -> str:
    if value != "24:00":
        try:
            time.fromisoformat(value)
        except ValueError:
            raise ValueError("expected a time of day from 00:00 to 24:00") from None
    return value


TimeOfDay = Annotated[str, Field(pattern=r"^\d\d:\d\d$", examples=["08:30"]), AfterValidator(_time_of_day)]


class WeeklyWindow(BaseModel):
    """`[start, end)` on a weekday (0 is Monday, 6 Sunday), inside that day; `24:00` is the midnight that closes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekday: Annotated[int, Field(ge=0, le=6)]
    start: TimeOfDay
    end: TimeOfDay

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start >= self.end:
            raise ValueError(f"ends {self.end}, expected an end after its start {self.start}")
        return self

    def on(self, day: date) -> Window:
        """The same times on a date."""
        return Window(start=_moment(day, self.start), end=_moment(day, self.end))


def _moment(day: date, clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return midnight(day) + timedelta(hours=int(hours), minutes=int(minutes))

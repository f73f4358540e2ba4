"""Days that are not like other days of their weekday: holidays and make-up workdays (调休), as data that people edit."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, UniqueConstraint

from api.storage.columns import Choice
from api.tables.row import Fields, Kept, Line, Row


class DayKind(StrEnum):
    """A holiday, or a weekend day on which people work."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"


class CalendarDayFields(Fields):
    """On this date the weekly times of weekday `follows` (0 is Monday) hold; with none, nothing weekly happens."""

    day: date
    kind: DayKind = Field(sa_type=Choice(DayKind), nullable=False)
    name_zh: Line = Field(min_length=1)
    name_en: Line = Field(min_length=1)
    follows: int | None = Field(default=None, ge=0, le=6)


class CalendarDay(CalendarDayFields, Row, table=True):
    """A day as kept; one a date."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("day"),)


class CalendarDayPublic(CalendarDayFields, Kept):
    """A day as shown."""

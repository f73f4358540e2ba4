"""What is asked of a report: which area, which dates, and how long is too long."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Query
from pydantic import BaseModel, Field
from sqlmodel import Session

from api.errors import Unacceptable
from api.reports.areas import Territory, territory
from api.settings import Settings
from api.tables.row import Key
from matcher.domain.clock import LocalDate, midnight
from matcher.domain.document import Word

YEARS = range(2000, 2101)


class Asked(BaseModel):
    """Of no region and no station: everything. Without dates: the week of today, from Monday to Sunday."""

    region_id: Key | None = None
    station_id: Key | None = None
    from_day: LocalDate | None = None
    until_day: Annotated[LocalDate | None, Field(description="The last date, included.")] = None
    days: Annotated[int, Field(ge=1, le=3660, description="coverage: not visited for so many days.")] = 14
    verified_days: Annotated[int, Field(ge=1, le=3660, description="coverage: not verified for so many days.")] = 365
    minutes: Annotated[int | None, Field(ge=1, le=240, description="circle: its size; else that of the policy.")] = None
    mode: Annotated[Word | None, Field(description="circle: the mode for homes outside; else the first, walk.")] = None
    sites: Annotated[int, Field(ge=0, le=20, description="circle: how many new stations to look for.")] = 3


AskedFor = Annotated[Asked, Query()]


@dataclass(frozen=True)
class Question:
    """What is asked, made definite; `now` is what the clock on the wall shows."""

    asked: Asked
    territory: Territory
    from_day: date
    until_day: date
    now: datetime
    settings: Settings

    @property
    def stations(self) -> frozenset[str]:
        """Ids of the area's stations."""
        return self.territory.whole.stations

    @property
    def as_of(self) -> date:
        """The date on which things are looked at: the last of the period, today where that lies ahead."""
        return min(self.until_day, self.now.date())

    @property
    def length(self) -> int:
        """Dates of the period."""
        return (self.until_day - self.from_day).days + 1

    def instants(self) -> tuple[datetime, datetime]:
        """World time from the first midnight of the period to that after its last date."""
        zone = ZoneInfo(self.settings.timezone)
        first, after = midnight(self.from_day), midnight(self.until_day + timedelta(days=1))
        return first.replace(tzinfo=zone).astimezone(UTC), after.replace(tzinfo=zone).astimezone(UTC)

    def local(self, instant: datetime) -> datetime:
        """What the clock on the wall showed at that moment."""
        return instant.astimezone(ZoneInfo(self.settings.timezone)).replace(tzinfo=None)


def question(session: Session, settings: Settings, asked: Asked, now: datetime) -> Question:
    """Raises NotFound; Unacceptable where the dates make no period."""
    first, last = asked.from_day, asked.until_day
    if first is None and last is None:
        first = now.date() - timedelta(days=now.weekday())
        last = first + timedelta(days=6)
    if first is None or last is None or last < first or first.year not in YEARS or last.year not in YEARS:
        raise Unacceptable(
            "NO_PERIOD",
            zh="起止日期（from_day、until_day）须同时给出，先后有序，年份在2000至2100之间。",
            en="Expected both from_day and until_day, in order, in years from 2000 to 2100.",
        )
    where = territory(session, region_id=asked.region_id, station_id=asked.station_id)
    return Question(asked, where, first, last, now, settings)

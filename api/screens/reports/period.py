"""What a page of reports is asked: a place, from and until a date, and what some reports want to know besides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request
from pydantic import ValidationError

from api.clock import local_today
from api.errors import Unacceptable
from api.reports.asking import Asked
from api.screens.shell.forms import faults_of
from api.screens.shell.place import Here, Place
from api.web.service import Configured
from matcher.domain import Text

PERIOD = ("from_day", "until_day")
EXTRAS = ("days", "verified_days", "minutes", "mode", "sites")
"""What coverage and circle may be asked besides."""
WORDS = {
    "from_day": Text("From", "起始日期"),
    "until_day": Text("Until", "截止日期"),
    "days": Text("Days not visited", "未走访天数"),
    "verified_days": Text("Days not verified", "未核实天数"),
    "minutes": Text("Minutes", "分钟数"),
    "mode": Text("Mode", "出行方式"),
    "sites": Text("New stations", "增设站数"),
}


@dataclass(frozen=True)
class Wish:
    """`asked` is what the room of reports takes; `today` is the date here."""

    place: Place
    asked: Asked
    today: date

    def address(self, path: str, *, place: str = "", **more: object) -> str:
        """Of a page on the same dates, of another place if one is said."""
        told = self.asked.model_dump(exclude_none=True, exclude_unset=True, include={*PERIOD, *EXTRAS})
        return f"{path}?{urlencode({'place': place or self.place.key} | told | more)}"

    @property
    def periods(self) -> Iterator[tuple[Text, date, date]]:
        """Those that people ask for: one press instead of two dates."""
        monday = self.today - timedelta(days=self.today.weekday())
        first = self.today.replace(day=1)
        quarter = first.replace(month=(first.month - 1) // 3 * 3 + 1)
        yield Text("This week", "本周"), monday, monday + timedelta(days=6)
        yield Text("Last week", "上周"), monday - timedelta(days=7), monday - timedelta(days=1)
        yield Text("This month", "本月"), first, _last(first, 1)
        yield Text("Last month", "上月"), (first - timedelta(days=1)).replace(day=1), first - timedelta(days=1)
        yield Text("This quarter", "本季度"), quarter, _last(quarter, 3)
        yield Text("This year", "本年"), first.replace(month=1), date(first.year, 12, 31)


def _last(first: date, months: int) -> date:
    """The day before the first of the month that comes so many months later."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1) - timedelta(days=1)


def _wish(request: Request, place: Here, settings: Configured) -> Wish:
    """Raises Unacceptable; fields that were left empty were not asked."""
    told = {name: value for name in (*PERIOD, *EXTRAS) if (value := request.query_params.get(name, "").strip())}
    if not told.keys() & set(PERIOD):
        told |= {"from_day": f"{place.monday}", "until_day": f"{place.monday + timedelta(days=6)}"}
    where = {
        "station_id": place.station.id if place.station is not None else None,
        "region_id": place.region.id if place.region is not None else None,
    }
    try:
        asked = Asked.model_validate(told | where)
    except ValidationError as error:
        field, fault = next(iter(faults_of(error).items()))
        word = WORDS[field]
        raise Unacceptable("REPORT_QUESTION", zh=f"{word.zh}：{fault.zh}。", en=f"{word.en}: {fault.en}.") from None
    return Wish(place, asked, local_today(settings))


Wished = Annotated[Wish, Depends(_wish)]

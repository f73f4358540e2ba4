"""Dates, as Excel keeps them or as people write them; a date of birth may be told by an age."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from api.exchange.kinds.kind import Kind, Terms, Unfit
from api.exchange.normal import compact
from api.exchange.reading.grid import Value
from matcher.domain import Text

WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
AGE = re.compile(r"(\d{2,3})\s*(岁|周岁|years?)?")
FIRST, LAST = date(1900, 1, 1), date(2200, 1, 1)
YOUNGEST, OLDEST = 18, 130


@dataclass(frozen=True)
class Day(Kind):
    """A date."""

    is_text = False

    @property
    def expected(self) -> Text:
        """By example."""
        return Text("a date such as 2026-11-23", "日期，如2026-11-23")

    def read(self, value: Value, terms: Terms) -> date:
        """A cell formatted as a date, or a text such as 2026-11-23, 2026/11/23 or 2026年11月23日."""
        match value:
            case datetime() if value.time().isoformat() == "00:00:00":
                day = value.date()
            case datetime():
                raise Unfit()
            case date():
                day = value
            case str():
                day = written_date(value)
            case _:
                raise Unfit("WRONG_TYPE", Text("Format the cell as a date.", "请将单元格格式设为“日期”。"))
        if not FIRST <= day < LAST:
            raise Unfit("OUT_OF_RANGE")
        return day

    def write(self, value: date) -> date:
        """As it is."""
        return value


@dataclass(frozen=True)
class Age:
    """Whole years; the date of birth is not known."""

    years: int

    def fits(self, born_on: date, today: date) -> bool:
        """Somebody born on that date has this age today."""
        return years_between(born_on, today) == self.years

    def estimate(self, today: date) -> date:
        """The first of January of the year in which most people of this age were born."""
        return date(today.year - self.years, 1, 1)


@dataclass(frozen=True)
class BirthDay(Day):
    """A date of birth, from which the age follows every year anew; an age is taken for want of a date."""

    @property
    def expected(self) -> Text:
        """The date, or the age."""
        return Text(
            "a date of birth such as 1941-05-12, or else the age in years", "出生日期，如1941-05-12；不详时可填周岁年龄"
        )

    def read(self, value: Value, terms: Terms) -> date | Age:  # type: ignore[override]
        """An age from 18 to 130, or a date before today."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(int(value)) if value == value and abs(value) < 1e9 and value == int(value) else "?"
        if isinstance(value, str) and (told := AGE.fullmatch(compact(value))):
            years = int(told[1])
            if not YOUNGEST <= years <= OLDEST:
                raise Unfit("OUT_OF_RANGE")
            return Age(years)
        day = super().read(value, terms)
        if not 0 <= years_between(day, terms.today) <= OLDEST:
            raise Unfit("OUT_OF_RANGE")
        return day


def years_between(earlier: date, later: date) -> int:
    """Birthdays since; negative before."""
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))


def written_date(text: str) -> date:
    """Year, month and day as people write them; raises Unfit."""
    parts = WRITTEN.fullmatch(compact(text))
    if parts is None:
        raise Unfit()
    try:
        return date(*map(int, parts.groups()))
    except ValueError:
        raise Unfit("NO_SUCH_DATE") from None

"""The dates and half-days that a generated week is made of."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from matcher.domain import Week, Window
from matcher.domain.clock import midnight

MONDAY = date(2026, 11, 23)
MORNING = (8 * 60, 11 * 60 + 30)
AFTERNOON = (14 * 60, 17 * 60 + 30)
EVENING = (18 * 60 + 30, 20 * 60 + 30)
HALF_DAYS = (MORNING, AFTERNOON)


class Slot(NamedTuple):
    """Part of a day: minutes after the midnight of day 0, 1, … of the week."""

    day: int
    start: int
    end: int


@dataclass(frozen=True)
class Calendar:
    """A week of `days` dates; windows that say the same are one object, which keeps a city small."""

    start: date = MONDAY
    days: int = 7

    @property
    def week(self) -> Week:
        """As the problem names it."""
        return Week(start=self.start, days=self.days)

    def window(self, slot: Slot) -> Window:
        """The window of a slot."""
        return _window(self.start, slot)


@cache
def _window(start: date, slot: Slot) -> Window:
    day = midnight(start + timedelta(days=slot.day))
    return Window(start=day + timedelta(minutes=slot.start), end=day + timedelta(minutes=slot.end))

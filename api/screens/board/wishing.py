"""What somebody wants done with one visit, as it stands in a form or an address, and the steps of an edit that do it."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from api.errors import Unacceptable
from api.rosters.standing import Standing
from api.rosters.steps import Add, AnyStep, Move, Pin, Remove, Swap, Unpin
from api.tables.row import Key
from matcher.domain import Text, Visit

SEPARATOR = "~"


class Other(NamedTuple):
    """A visit by need and date, and one of its volunteers; written `need~date~volunteer`."""

    need: str
    day: date
    volunteer: str

    def __str__(self) -> str:
        return SEPARATOR.join((self.need, f"{self.day}", self.volunteer))


class Shift(NamedTuple):
    """A visit by need and date that starts at another time; written `need~date~09:30`."""

    need: str
    day: date
    at: time

    def __str__(self) -> str:
        return SEPARATOR.join((self.need, f"{self.day}", f"{self.at:%H:%M}"))


def _other(typed: object) -> Other:
    need, day, volunteer = _three(typed)
    return Other(need, date.fromisoformat(day), volunteer)


def _shift(typed: object) -> Shift:
    need, day, at = _three(typed)
    return Shift(need, date.fromisoformat(day), time.fromisoformat(at))


def _three(typed: object) -> tuple[str, str, str]:
    parts = str(typed)[:300].split(SEPARATOR)
    if len(parts) != 3 or not all(re.fullmatch(r"[A-Za-z0-9_.:-]{1,64}", part) for part in parts):
        raise ValueError("expected need~date~volunteer or need~date~time")
    return parts[0], parts[1], parts[2]


Day = date
"""Fields are called as in forms, where a date is called `date`."""


class Wish(BaseModel):
    """`date` is that of the visit as it is, `day` and `time` where it goes; `volunteer` leaves or swaps with `other`."""

    need: Key
    date: Day | None = None
    do: Literal["move", "add", "swap", "pin", "unpin", "remove"] | None = None
    day: Day | None = None
    time: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None = None
    volunteers: Annotated[list[Key], Field(max_length=100)] = []
    volunteer: Key | None = None
    other: Annotated[Other, BeforeValidator(_other)] | None = None
    shift: Annotated[list[Annotated[Shift, BeforeValidator(_shift)]], Field(max_length=20)] = []


def visit_of(stands: Standing, wish: Wish) -> Visit | None:
    """The visit as it stands, None for one that is still to be made."""
    if wish.date is None:
        return None
    wanted = (wish.need, wish.date)
    found = next((one for one in stands.document.visits if (one.need, one.start.date()) == wanted), None)
    if found is None:
        raise Unacceptable(
            "NO_SUCH_VISIT",
            zh="这次服务已不在排班表中，可能有人刚改过，请返回排班板查看。",
            en="This visit is not in the roster any more, somebody may have changed it; go back to the board.",
        )
    return found


def steps_of(wish: Wish, visit: Visit | None, best: Callable[[date, tuple[str, ...]], datetime]) -> list[AnyStep]:
    """Raises Unacceptable where something is missing; `best` is the start where only day and people are told."""
    if visit is None:
        return [*_shifts(wish), _added(wish, best)]
    named = {"need": visit.need, "date": visit.start.date()}
    match wish.do:
        case "pin":
            return [Pin(do="pin", **named)]
        case "unpin":
            return [Unpin(do="unpin", **named)]
        case "remove":
            return [*_loosened(visit), Remove(do="remove", **named)]
        case "swap":
            return [_swapped(wish, visit)]
        case _:
            start = datetime.combine(wish.day or visit.start.date(), _clock(wish.time) or visit.start.time())
            crew = tuple(wish.volunteers) or visit.volunteers
            return [*_shifts(wish), Move(do="move", **named, start=start, volunteers=crew)]


def _loosened(visit: Visit) -> list[AnyStep]:
    """Taking off is said so plainly that a pin does not stand in its way."""
    return [Unpin(do="unpin", need=visit.need, date=visit.start.date())] if visit.pinned else []


def _added(wish: Wish, best: Callable[[date, tuple[str, ...]], datetime]) -> Add:
    if wish.day is None or not wish.volunteers:
        raise Unacceptable("INCOMPLETE", zh="请选择日期和志愿者。", en="Choose a day and a volunteer.")
    crew, at = tuple(wish.volunteers), _clock(wish.time)
    start = datetime.combine(wish.day, at) if at is not None else best(wish.day, crew)
    return Add(do="add", need=wish.need, start=start, volunteers=crew)


def _swapped(wish: Wish, visit: Visit) -> Swap:
    leaves = wish.volunteer or (visit.volunteers[0] if visit.volunteers else None)
    if wish.other is None or leaves is None:
        raise Unacceptable("INCOMPLETE", zh="请选择与哪次服务对调。", en="Choose the visit to swap with.")
    return Swap(
        do="swap",
        need=visit.need,
        date=visit.start.date(),
        volunteer=leaves,
        with_need=wish.other.need,
        with_date=wish.other.day,
        with_volunteer=wish.other.volunteer,
    )


def _shifts(wish: Wish) -> list[AnyStep]:
    return [Move(do="move", need=one.need, date=one.day, start=datetime.combine(one.day, one.at)) for one in wish.shift]


def _clock(typed: str | None) -> time | None:
    return time.fromisoformat(typed) if typed else None


DEEDS = {
    "move": Text("Moved.", "已调整。"),
    "add": Text("Assigned.", "已安排。"),
    "swap": Text("Swapped.", "已对调。"),
    "pin": Text("Pinned: no solve moves it.", "已固定，重新排班也不会移动。"),
    "unpin": Text("Unpinned.", "已取消固定。"),
    "remove": Text("Taken off the roster.", "已从排班表取下。"),
}
"""What was done, in words that name nobody."""

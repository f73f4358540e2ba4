"""A call for help as staff type it: whose, what, how long, when, how urgent."""

from datetime import date, datetime, timedelta
from typing import Literal

from sqlmodel import Field

from api.matches.asking import MatchFields
from api.screens.shell.forms import Faulty
from api.tables.row import Fields, Key, Paragraph
from api.tables.weekly import TimeOfDay
from matcher.domain import Priority, Text, Window
from matcher.domain.clock import LocalMinute, midnight
from matcher.domain.document import Word

SOON = timedelta(hours=2)
"""Help that is needed now begins within this time."""


class Question(Fields):
    """The fields of the form; `day`, `start` and `end` are read where `when` says so."""

    cadre_id: Key
    service: Word = Field(max_length=60)
    content: Paragraph = ""
    minutes: int = Field(default=60, ge=1, le=1440)
    when: Literal["now", "today", "at"] = "now"
    day: date | None = None
    start: TimeOfDay | None = None
    end: TimeOfDay | None = None
    priority: Priority = Priority.NORMAL
    crew: int = Field(default=1, ge=1, le=5)


class OtherTime(Fields):
    """When somebody could come after all."""

    start: LocalMinute
    end: LocalMinute


def as_asked(question: Question, now: datetime, by: str) -> MatchFields:
    """What the room of matches takes; raises Faulty."""
    window = _window(question, now)
    if window.end - window.start < timedelta(minutes=question.minutes):
        raise Faulty({"end" if question.when == "at" else "minutes": _too_short(question)})
    return MatchFields(
        cadre_id=question.cadre_id,
        service=question.service,
        content=question.content,
        minutes=question.minutes,
        windows=[window],
        priority=question.priority,
        crew=question.crew,
        by=by,
    )


def _too_short(question: Question) -> Text:
    if question.when == "at":
        return Text(
            f"expected at least {question.minutes} minutes after the start", f"须比开始至少晚{question.minutes}分钟"
        )
    return Text(
        "are more than are left of today, expected fewer or another date", "超过今天剩余的时间，请减少或另选日期"
    )


def _window(question: Question, now: datetime) -> Window:
    end_of_day = midnight(now.date()) + timedelta(days=1)
    if question.when == "now":
        return Window(start=now, end=min(now + SOON + timedelta(minutes=question.minutes), end_of_day))
    if question.when == "today":
        return Window(start=now, end=end_of_day)
    return _window_on_a_date(question, now)


def _window_on_a_date(question: Question, now: datetime) -> Window:
    missing = [name for name in ("day", "start", "end") if getattr(question, name) is None]
    if missing:
        raise Faulty({name: Text("expected something here", "此处必填") for name in missing})
    day = question.day or now.date()
    start, end = (_moment(day, clock or "00:00") for clock in (question.start, question.end))
    if end <= now:
        raise Faulty({"day": Text("is over already, expected a time to come", "已经过去，请填以后的时间")})
    if end <= start:
        raise Faulty({"end": _too_short(question)})
    return Window(start=max(start, now), end=end)


def _moment(day: date, clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return midnight(day) + timedelta(hours=int(hours), minutes=int(minutes))


def at_another_time(before: MatchFields, time: OtherTime, by: str) -> MatchFields:
    """The same call with this window alone; its roster is found anew."""
    window = Window(start=time.start, end=time.end)
    return before.model_copy(update={"windows": [window], "roster_id": None, "by": by})


def as_typed(fields: MatchFields) -> dict[str, str]:
    """An earlier call as it would be typed again, at its own time."""
    window = min(fields.windows, key=lambda one: one.start)
    end = "24:00" if window.end.date() > window.start.date() else f"{window.end:%H:%M}"
    return {
        "cadre_id": fields.cadre_id,
        "service": fields.service,
        "content": fields.content,
        "minutes": str(fields.minutes),
        "when": "at",
        "day": f"{window.start.date()}",
        "start": f"{window.start:%H:%M}",
        "end": "23:59" if end == "24:00" else end,
        "priority": fields.priority.value,
        "crew": str(fields.crew),
    }

"""Times of a week as a form has them: for each weekday a few lines from–to, of which those left empty are none."""

from collections.abc import Iterable, Mapping, Sequence

from pydantic import ValidationError

from api.screens.shell.forms import Faulty, Form
from api.tables.weekly import WeeklyWindow
from matcher.domain import Text

DAYS = range(7)
FEWEST_LINES, MOST_LINES = 2, 14
"""Lines of a weekday: always room for one more."""

Lines = Mapping[int, Sequence[tuple[str, str]]]
"""By weekday, as typed."""


def lines_of(windows: Iterable[WeeklyWindow]) -> Lines:
    """As they are kept, with an empty line at the end of each day."""
    of_day: dict[int, list[tuple[str, str]]] = {day: [] for day in DAYS}
    for window in sorted(windows, key=lambda one: one.start):
        of_day[window.weekday].append((window.start, "23:59" if window.end == "24:00" else window.end))
    return {day: _with_room(lines) for day, lines in of_day.items()}


def lines_typed(form: Form, name: str) -> Lines:
    """As they were typed in `name.<weekday>.start` and `name.<weekday>.end`, which may come several times."""
    return {day: _with_room([line for line in _typed(form, name, day) if any(line)]) for day in DAYS}


def windows_typed(form: Form, name: str) -> list[WeeklyWindow]:
    """The lines that say something; raises Faulty, which names the weekday as the field."""
    windows, faults = [], {}
    for day in DAYS:
        for start, end in _typed(form, name, day):
            if not start and not end:
                continue
            try:
                windows.append(WeeklyWindow(weekday=day, start=start, end="24:00" if end == "23:59" else end))
            except ValidationError:
                faults[f"{name}.{day}"] = Text(
                    "expected two times, the end after the start", "请填起止时间，结束须晚于开始"
                )
    if faults:
        raise Faulty(faults)
    return windows


def _typed(form: Form, name: str, day: int) -> list[tuple[str, str]]:
    starts, ends = (
        [value.strip() for value in form.data.getlist(f"{name}.{day}.{part}") if isinstance(value, str)]
        for part in ("start", "end")
    )
    return list(zip(starts, ends, strict=False))[:MOST_LINES]


def _with_room(lines: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [*lines, *[("", "")] * max(1, FEWEST_LINES - len(lines))]

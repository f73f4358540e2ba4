"""Times of the week as people write them: 周一 08:00-11:30；周三、周五 14:00-17:00, or Mon-Fri 08:00-11:30."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from api.exchange.kinds.kind import Kind, Terms, Unfit
from api.exchange.kinds.text import text_of
from api.exchange.normal import compact
from api.exchange.reading.grid import Value
from api.tables.weekly import WeeklyWindow
from matcher.domain import Text

CHINESE = "一二三四五六日"
ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TOGETHER = {
    "每天": range(7), "每日": range(7), "daily": range(7), "工作日": range(5), "weekdays": range(5),
    "周末": range(5, 7), "weekends": range(5, 7),
}  # fmt: skip

DAY = r"(?:(?:周|星期|礼拜)?[一二三四五六日天]|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)"
TIME = r"\d{1,2}:\d{2}"
TO = r"\s*(?:-|至|到|to)\s*"
TOKENS = re.compile(
    rf"(?P<times>{TIME}{TO}{TIME})|(?P<together>{'|'.join(TOGETHER)})|(?P<days>{DAY}(?:{TO}{DAY})?)|(?P<gap>[\s、,;.:/和及]+)",
    re.IGNORECASE,
)
OCLOCK = (
    (re.compile(r"(\d)[点时]半"), r"\1:30"),
    (re.compile(r"(\d)[点时](\d{1,2})分?"), r"\1:\2"),
    (re.compile(r"(\d)[点时]整?"), r"\1:00"),
)


@dataclass(frozen=True)
class Weekly(Kind):
    """Windows by weekday."""

    most: int = 100
    widest = 32

    @property
    def expected(self) -> Text:
        """By example."""
        return Text(
            "weekdays and times such as Mon 08:00-11:30; Wed 14:00-17:00",
            "星期和时间，如：周一 08:00-11:30；周三 14:00-17:00",
        )

    def read(self, value: Value, terms: Terms) -> list[WeeklyWindow]:
        """Each stretch of days holds for the times that follow it."""
        windows = list(_windows(text_of(value)))
        if not windows:
            raise Unfit()
        if len(windows) > self.most:
            raise Unfit("TOO_MANY")
        return windows

    def write(self, value: Iterable[WeeklyWindow]) -> str:
        """One window after the other; those of following days at the same times are told together."""
        return "；".join(f"{_stretch(run)} {run[0].start}-{run[0].end}" for run in _runs(value))


def _windows(text: str) -> Iterable[WeeklyWindow]:
    text = compact(text)
    for pattern, plain in OCLOCK:
        text = pattern.sub(plain, text)
    days: list[int] = []
    complete = True
    place = 0
    while place < len(text):
        token = TOKENS.match(text, place)
        if token is None:
            raise Unfit(hint=_unread(text[place:]))
        place = token.end()
        match token.lastgroup:
            case "days" | "together":
                days = [*([] if complete else days), *_days(token[0])]
                complete = False
            case "times":
                if not days:
                    raise Unfit(hint=Text("Say the weekday before the time.", "请在时间前写明星期。"))
                yield from (_window(day, token["times"]) for day in days)
                complete = True
    if not complete:
        raise Unfit(hint=Text("A weekday without a time: add it.", "有星期没有时间，请补充。"))


def _window(day: int, times: str) -> WeeklyWindow:
    start, end = (clock.zfill(5) for clock in re.findall(TIME, times))
    try:
        return WeeklyWindow(weekday=day, start=start, end=end)
    except ValidationError:
        raise Unfit(
            "NO_SUCH_TIMES",
            Text(
                f"{start}-{end}: start before the end, from 00:00 to 24:00.",
                f"{start}-{end}：开始应早于结束，范围00:00至24:00。",
            ),
        ) from None


def _days(text: str) -> Iterable[int]:
    """周一, 周一至周五, daily."""
    if text.lower() in TOGETHER:
        return TOGETHER[text.lower()]
    ends = [_day(one) for one in re.findall(DAY, text, re.IGNORECASE)]
    first, last = ends[0], ends[-1]
    return [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]


def _day(text: str) -> int:
    sign = text[-1].replace("天", "日")
    return CHINESE.index(sign) if sign in CHINESE else ENGLISH.index(text[:3].lower())


def _unread(rest: str) -> Text:
    shown = rest[:20]
    return Text(f"Not understood from “{shown}” on.", f"从“{shown}”起无法识别。")


def _runs(windows: Iterable[WeeklyWindow]) -> list[list[WeeklyWindow]]:
    runs: list[list[WeeklyWindow]] = []
    for window in windows:
        last = runs[-1][-1] if runs else None
        if last and (window.weekday, window.start, window.end) == (last.weekday + 1, last.start, last.end):
            runs[-1].append(window)
        else:
            runs.append([window])
    return runs


def _stretch(run: Sequence[WeeklyWindow]) -> str:
    first, last = f"周{CHINESE[run[0].weekday]}", f"周{CHINESE[run[-1].weekday]}"
    return first if len(run) == 1 else f"{first}{'、' if len(run) == 2 else '至'}{last}"

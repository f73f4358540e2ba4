"""How things are written on a page: dates, clocks, minutes, and texts in the reader's language."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from api.web.language import Language
from matcher.board import words
from matcher.domain import Text

CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+(?:[*·]+[\u2e80-\u9fff]*)?")
SIGNS = {
    "household": "家",
    "emotional": "心",
    "legal": "法",
    "medical": "医",
    "study": "学",
    "activity": "文",
    "daycare": "托",
    "haircut": "理",
    "meals": "餐",
    "mediation": "调",
}
"""The character of each team."""

WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def weekday(day: date, language: Language) -> str:
    """周一, or Mon."""
    return WEEKDAYS[language][day.weekday()]


def whole_date(day: date, language: Language) -> str:
    """2026年11月23日（周一）, or Mon 23 Nov 2026."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日（{weekday(day, language)}）"
    return f"{weekday(day, language)} {day.day} {day:%b} {day.year}"


def short_date(day: date, language: Language) -> str:
    """11月23日, or 23 Nov."""
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day.day} {day:%b}"


def week_of(monday: date, language: Language) -> str:
    """11月23日–29日, or 23–29 Nov."""
    sunday = monday + timedelta(days=6)
    if language == "zh":
        end = f"{sunday.day}日" if sunday.month == monday.month else short_date(sunday, language)
        return f"{monday.year}年{short_date(monday, language)}–{end}"
    begin = f"{monday.day}" if sunday.month == monday.month else short_date(monday, language)
    return f"{begin}–{short_date(sunday, language)} {sunday.year}"


def clock(moment: datetime) -> str:
    """09:30; local moments only."""
    return f"{moment:%H:%M}"


def closing(end: datetime, start: datetime) -> str:
    """The end of something that began on this date: the midnight that closes it is 24:00."""
    return words.clock(end, start.date())


def in_zone(zone: str) -> Callable[[datetime], datetime]:
    """From an instant to what a clock on the wall shows there."""
    tz = ZoneInfo(zone)
    return lambda instant: instant.astimezone(tz).replace(tzinfo=None)


def chinese(text: Any) -> Markup:
    """Something whose words are Chinese whatever the language of the page: names, addresses, what people wrote."""
    return Markup('<span lang="zh">{}</span>').format(text) if text else Markup("")


def said(text: Any, language: Language) -> str:
    """The reader's side of a text in both languages: `Text`, or whatever has `zh` and `en`."""
    if isinstance(text, Text):
        return text.en if language == "en" else text.zh
    value = text[language] if isinstance(text, dict) else getattr(text, language)
    return str(value)


def service(word: str, language: Language) -> str:
    """The name of a service, and of the team that offers it."""
    return said(words.service(word), language)


def sign(word: str) -> str:
    """The character of a team; of a county's own service its first letter."""
    return SIGNS.get(word) or word[:1].upper()


def mixed(text: Any, language: Language) -> Markup:
    """The reader's side of a text in both languages; names in an English sentence say that they are Chinese."""
    sentence = escape(said(text, language))
    return sentence if language == "zh" else Markup(CHINESE.sub(r'<span lang="zh">\g<0></span>', str(sentence)))

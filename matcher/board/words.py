"""The board's words in both languages: services, dates, hours, priorities, and how the search ended."""

from collections.abc import Sequence
from datetime import date, datetime

from matcher.board.week import Person
from matcher.domain import Priority, Text
from matcher.domain.clock import midnight, minutes_between
from matcher.domain.roster import Status

SERVICES = {
    "household": Text("household", "家政"),
    "emotional": Text("emotional", "精神慰藉"),
    "legal": Text("legal", "法律援助"),
    "medical": Text("medical", "医疗保健"),
    "study": Text("study", "学习"),
}

FURTHER_SERVICES = {
    "activity": Text("activity", "文体活动"),
    "daycare": Text("day care", "日托"),
    "haircut": Text("haircut", "理发"),
    "meals": Text("meals", "助餐"),
    "mediation": Text("mediation", "调解"),
}
"""Services beside those of the teams."""

PRIORITIES = {
    Priority.EMERGENCY: Text("emergency", "紧急"),
    Priority.HIGH: Text("high", "高"),
    Priority.NORMAL: Text("normal", "普通"),
    Priority.LOW: Text("low", "低"),
}

STATUSES: dict[Status, Text] = {
    "optimal": Text("proved optimal", "已证明最优"),
    "feasible": Text("the best found in the time given", "规定时间内求得的最好排班"),
    "cancelled": Text("the best found when it was stopped early", "提前停止时的最好排班"),
}

WEEKDAYS = tuple(
    Text(en, zh) for en, zh in zip(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "一二三四五六日", strict=True)
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def service(word: str) -> Text:
    """The name of a service; a county's own word stands for itself."""
    return SERVICES.get(word) or FURTHER_SERVICES.get(word) or Text(word, word)


def weekday(day: date) -> Text:
    """周一 / Mon."""
    name = WEEKDAYS[day.weekday()]
    return Text(name.en, f"周{name.zh}")


def day_and_month(day: date) -> Text:
    """11月23日 / 23 Nov."""
    return Text(f"{day.day} {MONTHS[day.month - 1]}", f"{day.month}月{day.day}日")


def full_day(day: date) -> Text:
    """11月23日（周一） / Mon 23 Nov."""
    name, short = weekday(day), day_and_month(day)
    return Text(f"{name.en} {short.en}", f"{short.zh}（{name.zh}）")


def span(dates: Sequence[date]) -> Text:
    """2026年11月23日—29日 / 23–29 Nov 2026; what both ends share is said once."""
    first, last = dates[0], dates[-1]
    begin, end = day_and_month(first), day_and_month(last)
    if first == last:
        return Text(f"{begin.en} {first.year}", f"{first.year}年{begin.zh}")
    if first.year != last.year:
        return Text(
            f"{begin.en} {first.year} – {end.en} {last.year}", f"{first.year}年{begin.zh}—{last.year}年{end.zh}"
        )
    if first.month != last.month:
        return Text(f"{begin.en} – {end.en} {last.year}", f"{first.year}年{begin.zh}—{end.zh}")
    return Text(f"{first.day}–{end.en} {last.year}", f"{first.year}年{begin.zh}—{last.day}日")


def clock(moment: datetime, day: date) -> str:
    """Hours and minutes as they are said on this date; the midnight that closes it is 24:00."""
    hours, minutes = divmod(minutes_between(midnight(day), moment), 60)
    return f"{hours:02d}:{minutes:02d}"


def both(text: Text) -> str:
    """Chinese first, English second; once where they are the same."""
    return text.zh if text.zh == text.en else f"{text.zh} {text.en}"


def listed(people: Sequence[Person]) -> str:
    """Names, one after the other."""
    return "、".join(person.name for person in people)

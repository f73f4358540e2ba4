"""Dates, hours and services are said in both languages."""

from datetime import date, timedelta

import pytest

from matcher.board import words
from matcher.domain import Priority, Text
from matcher.domain.clock import midnight

MONDAY = date(2026, 11, 23)


def test_a_date_is_said_with_its_weekday():
    assert words.full_day(MONDAY) == Text(en="Mon 23 Nov", zh="11月23日（周一）")
    assert words.full_day(date(2027, 1, 3)) == Text(en="Sun 3 Jan", zh="1月3日（周日）")


@pytest.mark.parametrize(
    ("first", "days", "zh", "en"),
    [
        (MONDAY, 1, "2026年11月23日", "23 Nov 2026"),
        (MONDAY, 7, "2026年11月23日—29日", "23–29 Nov 2026"),
        (date(2026, 11, 30), 7, "2026年11月30日—12月6日", "30 Nov – 6 Dec 2026"),
        (date(2026, 12, 28), 7, "2026年12月28日—2027年1月3日", "28 Dec 2026 – 3 Jan 2027"),
    ],
)
def test_what_both_ends_of_a_week_share_is_said_once(first: date, days: int, zh: str, en: str):
    dates = [first + timedelta(days=day) for day in range(days)]

    assert words.span(dates) == Text(en=en, zh=zh)


def test_the_midnight_that_closes_a_day_is_twenty_four_oclock():
    assert words.clock(midnight(MONDAY), MONDAY) == "00:00"
    assert words.clock(midnight(MONDAY) + timedelta(hours=8, minutes=5), MONDAY) == "08:05"
    assert words.clock(midnight(MONDAY + timedelta(days=1)), MONDAY) == "24:00"


def test_built_in_services_have_names_and_a_countys_own_word_stands_for_itself():
    named = {word: words.both(words.service(word)) for word in ("household", "emotional", "legal", "medical", "study")}

    assert named == {
        "household": "家政 household",
        "emotional": "精神慰藉 emotional",
        "legal": "法律援助 legal",
        "medical": "医疗保健 medical",
        "study": "学习 study",
    }
    assert words.both(words.service("meals")) == "助餐 meals"
    assert words.both(words.service("locksmith")) == "locksmith"


def test_every_priority_has_a_name():
    assert set(words.PRIORITIES) == set(Priority)

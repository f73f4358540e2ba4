"""Each kind of cell is read as people write it, refused with a reason, and written so that it reads the same again."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.exchange.datum import Datum
from api.exchange.kinds.choice import YES_NO, Choice, Choices
from api.exchange.kinds.day import Age, BirthDay, Day
from api.exchange.kinds.kind import Kind, Terms, Unfit
from api.exchange.kinds.number import Whole
from api.exchange.kinds.point import Place
from api.exchange.kinds.qualifications import Qualifications
from api.exchange.kinds.reference import References
from api.exchange.kinds.text import Code, Words
from api.exchange.kinds.weekly import Weekly
from api.exchange.labels import CERTIFICATES, GENDERS
from api.tables.people import Gender
from api.tables.weekly import WeeklyWindow
from matcher.board.words import SERVICES
from matcher.domain import Qualification

TERMS = Terms(date(2026, 11, 23), Datum.WGS84)
MORNING, AFTERNOON = ("08:00", "11:30"), ("14:00", "17:00")
GENDER, SERVED = Choice(GENDERS), Choices(SERVICES)
HELD = Qualifications(CERTIFICATES)


def windows(*told: tuple[int, tuple[str, str]]) -> list[WeeklyWindow]:
    return [WeeklyWindow(weekday=day, start=start, end=end) for day, (start, end) in told]


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        (Words(), " 柳钢　一 号\u200b楼 ", "柳钢 一 号楼"),
        (Words(), "１３８ｘ", "138x"),
        (Words(), 13812345678.0, "13812345678"),
        (Words(), "家庭：独居，尚可。", "家庭：独居，尚可。"),
        (Words(4000, lines=True), "一\r\n二\r三", "一\n二\n三"),
        (Code(), "Ｖ００１", "V001"),
        (Code(), 7.0, "7"),
        (Whole(1, 7), "３", 3),
        (Whole(1, 7), 7.0, 7),
        (Whole(1, 7), "2.0", 2),
        (Day(), date(2026, 11, 23), date(2026, 11, 23)),
        (Day(), datetime(2026, 11, 23), date(2026, 11, 23)),
        (Day(), "2026年11月3日", date(2026, 11, 3)),
        (Day(), "２０２６／１１／２３", date(2026, 11, 23)),
        (Day(), "2026.11.23", date(2026, 11, 23)),
        (BirthDay(), "1941-05-12", date(1941, 5, 12)),
        (BirthDay(), 85.0, Age(85)),
        (BirthDay(), "85岁", Age(85)),
        (YES_NO, True, True),
        (YES_NO, "否", False),
        (YES_NO, "YES", True),
        (GENDER, "女", Gender.FEMALE),
        (GENDER, "M", Gender.MALE),
        (GENDER, "女 female", Gender.FEMALE),
        (SERVED, "家政、Legal，medical", ["household", "legal", "medical"]),
        (SERVED, "家政；家政", ["household"]),
        (Place(), "109.42,24.33", (24.33, 109.42)),
        (Place(), "24.33，109.42", (24.33, 109.42)),
        (Place(), "（87.6 43.8）", (43.8, 87.6)),
        (Place(), "43.8, 87.6", (43.8, 87.6)),
        (References("cadres", TERMS), "V1、V2，V1", ["V1", "V2"]),  # type: ignore[arg-type]
        (HELD, "护士（至2027-03-31）；医师", [("nurse", date(2027, 3, 31)), ("physician", None)]),
        (HELD, "nurse 2027/3/31", [("nurse", date(2027, 3, 31))]),
        (HELD, "first_aid (until 2027-03-31)", [("first_aid", date(2027, 3, 31))]),
    ],
)
def test_a_cell_is_read_as_it_was_meant(kind: Kind, typed: Any, meant: Any) -> None:
    read = kind.read(typed, TERMS)

    assert [(one.name, one.valid_until) for one in read] == meant if kind is HELD else read == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("周一 08:00-11:30；周三 14:00-17:00", [(0, MORNING), (2, AFTERNOON)]),
        ("周一08:00-11:30周三14:00-17:00", [(0, MORNING), (2, AFTERNOON)]),
        ("星期一、星期三 8:00～11:30", [(0, MORNING), (2, MORNING)]),
        ("周一三五 08:00—11:30", [(0, MORNING), (2, MORNING), (4, MORNING)]),
        ("周六至周一 ８：００－１１：３０", [(5, MORNING), (6, MORNING), (0, MORNING)]),
        ("周末 08:00-11:30，14:00-17:00", [(5, MORNING), (6, MORNING), (5, AFTERNOON), (6, AFTERNOON)]),
        ("Mon-Tue 08:00-11:30; Sunday 14:00 to 17:00", [(0, MORNING), (1, MORNING), (6, AFTERNOON)]),
        ("周天 8点到11点半", [(6, MORNING)]),
        ("周二 14时至17点", [(1, AFTERNOON)]),
        ("周日 00:00-24:00", [(6, ("00:00", "24:00"))]),
        ("工作日 08:00-11:30", [(day, MORNING) for day in range(5)]),
    ],
)
def test_times_of_the_week_are_read_as_people_write_them(typed: str, meant: list[Any]) -> None:
    assert Weekly().read(typed, TERMS) == windows(*meant)


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (Words(3), "四个字了", "TOO_LONG"),
        (Words(), date(2026, 3, 1), "WRONG_TYPE"),
        (Words(), True, "WRONG_TYPE"),
        (Words(), 4.5020219410512e17, "DIGITS_LOST"),
        (Code(), "A、B", "WRONG_VALUE"),
        (Whole(1, 7), 8, "OUT_OF_RANGE"),
        (Whole(1, 7), 1.5, "WRONG_VALUE"),
        (Whole(1, 7), True, "WRONG_TYPE"),
        (Whole(1, 7), float("nan"), "WRONG_VALUE"),
        (Whole(1, 7), float("inf"), "WRONG_VALUE"),
        (Day(), "2026-02-30", "NO_SUCH_DATE"),
        (Day(), 46000.0, "WRONG_TYPE"),
        (Day(), datetime(2026, 11, 23, 8), "WRONG_VALUE"),
        (Day(), "1212-12-12", "OUT_OF_RANGE"),
        (BirthDay(), date(2027, 1, 1), "OUT_OF_RANGE"),
        (BirthDay(), 17, "OUT_OF_RANGE"),
        (BirthDay(), 1941.5, "WRONG_VALUE"),
        (GENDER, "女士吧", "UNKNOWN_CHOICE"),
        (SERVED, "家政、理发", "UNKNOWN_CHOICE"),
        (Place(), "柳州市柳北区", "WRONG_VALUE"),
        (Place(), "500,24", "OUT_OF_RANGE"),
        (Weekly(), "周一", "WRONG_VALUE"),
        (Weekly(), "08:00-11:30", "WRONG_VALUE"),
        (Weekly(), "周一 11:30-08:00", "NO_SUCH_TIMES"),
        (Weekly(), "周一 08:00-25:00", "NO_SUCH_TIMES"),
        (Weekly(), "周八 08:00-11:30", "WRONG_VALUE"),
        (Weekly(), "每天上午", "WRONG_VALUE"),
        (HELD, "护士（至去年）", "WRONG_VALUE"),
        (HELD, "护士（至2027-02-30）", "NO_SUCH_DATE"),
    ],
)
def test_what_is_not_of_the_kind_is_refused_by_a_code(kind: Kind, typed: Any, code: str) -> None:
    with pytest.raises(Unfit) as unfit:
        kind.read(typed, TERMS)

    assert unfit.value.code == code
    assert kind.expected.zh
    assert kind.expected.en


def test_a_near_miss_is_told() -> None:
    with pytest.raises(Unfit) as unfit:
        SERVED.read("法律救助", TERMS)

    assert unfit.value.hint is not None
    assert "法律援助" in unfit.value.hint.zh


def test_a_coordinate_of_another_map_is_kept_as_wgs84() -> None:
    latitude, longitude = Place().read("109.42461,24.32731", Terms(TERMS.today, Datum.GCJ02))

    assert (round(latitude, 4), round(longitude, 4)) == (24.33, 109.42)


CLOCKS = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
WINDOWS = st.builds(
    lambda day, ends: WeeklyWindow(weekday=day, start=min(ends), end=max(ends)),
    st.integers(0, 6),
    st.lists(CLOCKS | st.just("24:00"), min_size=2, max_size=2, unique=True),
)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
DEGREES = st.floats(0.001, 89, allow_nan=False)
WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Weekly(), st.lists(WINDOWS, min_size=1, max_size=20)),
        (Day(), DAYS),
        (Whole(0, 10**6), st.integers(0, 10**6)),
        (GENDER, st.sampled_from(Gender)),
        (SERVED, st.lists(st.sampled_from(list(SERVICES)), min_size=1, unique=True)),
        (HELD, st.lists(st.builds(Qualification, name=WORDS, valid_until=st.none() | DAYS), min_size=1, max_size=5)),
        (Place(), st.tuples(st.floats(4, 53), st.floats(74, 135))),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
@settings(max_examples=150, derandomize=True, deadline=None)
@given(data=st.data())
def test_what_is_written_reads_the_same_again(kind: Kind, values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    value = data.draw(values)

    assert kind.read(kind.write(value), TERMS) == value


@settings(max_examples=300, derandomize=True, deadline=None)
@given(text=st.text(max_size=100), number=st.floats() | st.integers() | st.booleans())
def test_no_cell_is_so_odd_that_reading_it_fails_in_another_way(text: str, number: float) -> None:
    kinds = [
        Words(), Words(4000, lines=True), Code(), Whole(0, 9), Day(), BirthDay(), GENDER, SERVED, Place(), Weekly(), HELD,
    ]  # fmt: skip

    for kind in kinds:
        for value in (text, number):
            with suppress(Unfit):
                kind.read(value, TERMS)

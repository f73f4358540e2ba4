"""Volunteers and cadres of one station, all synthetic: who they are decides what they offer and when."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from matcher.domain import Cadre, Qualification, Station, Volunteer
from scenarios.generation.calendar import AFTERNOON, EVENING, MORNING, Calendar, Slot
from scenarios.generation.places import around, short_name

SURNAMES = "陈李黄韦覃张王刘梁罗莫蓝吴周谢"
MANDARIN, ZHUANG, CANTONESE = "zh", "za", "yue"
DISC = 1_000.0
"""Metres around a station within which its people live."""

Hours = tuple[int, int]


@dataclass(frozen=True)
class Occupation:
    """A group that volunteers come from: form of address, what they offer, their certificate, their free hours."""

    address: str
    share: int
    services: tuple[str, ...]
    certificate: str | None
    weekdays: tuple[Hours, ...]
    weekends: tuple[Hours, ...]
    e_bike: float

    def slots(self, calendar: Calendar) -> list[Slot]:
        """The parts of the week that people of this occupation may offer."""
        return [
            Slot(day, start, end)
            for day in range(calendar.days)
            for start, end in (
                self.weekends if (calendar.start + timedelta(days=day)).weekday() >= 5 else self.weekdays
            )
        ]


NEIGHBOUR = Occupation("老师", 34, ("household", "emotional"), None, (MORNING, AFTERNOON), (MORNING,), 0.35)
STUDENT = Occupation("同学", 22, ("emotional", "household", "study"), None, (AFTERNOON,), (MORNING, AFTERNOON), 0.5)
TRADESMAN = Occupation("师傅", 16, ("household",), None, (AFTERNOON, MORNING), (MORNING, AFTERNOON), 0.8)
NURSE = Occupation("护士", 14, ("medical", "emotional"), "nurse", (MORNING, AFTERNOON, EVENING), (MORNING,), 0.6)
PHYSICIAN = Occupation("医生", 6, ("medical",), "physician", (MORNING, AFTERNOON, EVENING), (MORNING, AFTERNOON), 0.9)
LAWYER = Occupation("律师", 8, ("legal", "emotional"), "lawyer", (AFTERNOON, EVENING), (MORNING, AFTERNOON), 0.9)
OCCUPATIONS = (NEIGHBOUR, STUDENT, TRADESMAN, NURSE, PHYSICIAN, LAWYER)


@dataclass(frozen=True)
class Circumstances:
    """How much time and what particularities the volunteers have (shares from 0 to 1, where nothing else is said)."""

    windows: tuple[int, int, int] = (36, 45, 19)
    """Odds of two, three, four availability windows."""
    own_limits: float = 0.5
    expiring: float = 0.0
    bus: float = 0.0
    zhuang: float = 0.15
    cantonese: float = 0.10


def cadres_of(station: Station, count: int, dice: Random, metres: float = DISC) -> tuple[Cadre, ...]:
    """Retired cadres who live around the station."""
    return tuple(
        Cadre(
            id=f"{station.id}-c{number:03d}",
            name=f"示例-{short_name(station)}-{number:03d}",
            station=station.id,
            location=around(station.location, metres, dice),
        )
        for number in range(1, count + 1)
    )


def occupations_in_proportion(count: int, dice: Random) -> list[Occupation]:
    """So many occupations, by largest remainder of their shares (so that no station is without nurses), shuffled."""
    whole = sum(occupation.share for occupation in OCCUPATIONS)
    counts = [occupation.share * count // whole for occupation in OCCUPATIONS]
    remainders = [occupation.share * count % whole for occupation in OCCUPATIONS]
    largest = sorted(range(len(OCCUPATIONS)), key=lambda position: -remainders[position])
    for position in largest[: count - sum(counts)]:
        counts[position] += 1
    people = [occupation for occupation, times in zip(OCCUPATIONS, counts, strict=True) for _ in range(times)]
    dice.shuffle(people)
    return people


def volunteers_of(
    station: Station, count: int, calendar: Calendar, circumstances: Circumstances, dice: Random
) -> tuple[Volunteer, ...]:
    """Volunteers who live near the station, two to four availability windows each (by default 2.83 on average)."""
    return tuple(
        _volunteer(station, number, occupation, calendar, circumstances, dice)
        for number, occupation in enumerate(occupations_in_proportion(count, dice), start=1)
    )


def _volunteer(
    station: Station,
    number: int,
    occupation: Occupation,
    calendar: Calendar,
    circumstances: Circumstances,
    dice: Random,
) -> Volunteer:
    limited = dice.random() < circumstances.own_limits
    return Volunteer(
        id=f"{station.id}-v{number:02d}",
        name=f"示例-{dice.choice(SURNAMES)}{occupation.address}-{number:02d}",
        station=station.id,
        location=around(station.location, DISC, dice),
        services=occupation.services,
        qualifications=_qualifications(occupation, calendar, circumstances.expiring, dice),
        gender="F" if dice.random() < 0.55 else "M",
        languages=_languages(circumstances, dice),
        mode=_mode(occupation, circumstances.bus, dice),
        availability=tuple(
            calendar.window(slot) for slot in _availability(occupation, calendar, circumstances.windows, dice)
        ),
        max_visits_per_day=dice.choice((2, 3)) if limited else None,
        max_minutes_per_day=dice.choice((None, 150, 180)) if limited else None,
        max_minutes_per_week=dice.choice((180, 240, 300, 360)) if limited else None,
    )


def _availability(occupation: Occupation, calendar: Calendar, odds: tuple[int, int, int], dice: Random) -> list[Slot]:
    offered = occupation.slots(calendar)
    count = min(dice.choices((2, 3, 4), odds)[0], len(offered))
    slots = []
    for day, start, end in sorted(dice.sample(offered, count)):
        later = dice.choice((0, 0, 15, 30)) if end - start > 150 else 0
        earlier = dice.choice((0, 0, 0, 30)) if end - start > 150 else 0
        slots.append(Slot(day, start + later, end - earlier))
    return slots


def _qualifications(
    occupation: Occupation, calendar: Calendar, expiring: float, dice: Random
) -> tuple[Qualification, ...]:
    if occupation.certificate is None:
        return ()
    in_this_week = dice.random() < expiring
    last_day: date | None = None
    if in_this_week:
        last_day = calendar.start + timedelta(days=dice.randrange(calendar.days))
    elif dice.random() < 0.5:
        last_day = calendar.start + timedelta(days=dice.randrange(30, 700))
    return (Qualification(name=occupation.certificate, valid_until=last_day),)


def _languages(circumstances: Circumstances, dice: Random) -> tuple[str, ...]:
    languages = [MANDARIN]
    if dice.random() < circumstances.zhuang:
        languages.append(ZHUANG)
    if dice.random() < circumstances.cantonese:
        languages.append(CANTONESE)
    return tuple(languages)


def _mode(occupation: Occupation, bus: float, dice: Random) -> str:
    if dice.random() < bus:
        return "bus"
    return "e_bike" if dice.random() < occupation.e_bike else "walk"

"""What the cadres of one station need in a week: drawn until the wanted number of visits is reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from matcher.domain import Cadre, Need, Point, Priority, Station, Volunteer, Window
from scenarios.generation.calendar import AFTERNOON, HALF_DAYS, MORNING, Calendar, Slot
from scenarios.generation.people import CANTONESE, ZHUANG
from scenarios.generation.places import around


@dataclass(frozen=True)
class Kind:
    """A service as it is asked for: its share of the needs, minutes, odds of 1, 2, 3 visits, certificates."""

    service: str
    share: int
    minutes: tuple[int, ...]
    visits: tuple[int, int, int]
    certificates: tuple[str | None, ...] = (None,)
    by_two: bool = False


KINDS = (
    Kind("household", 46, (45, 60, 60, 90), (66, 28, 6), by_two=True),
    Kind("emotional", 30, (30, 45, 60), (60, 30, 10), by_two=True),
    Kind("medical", 17, (20, 30, 30, 45), (62, 25, 13), ("nurse", "nurse", "nurse", "physician")),
    Kind("legal", 7, (45, 60), (100, 0, 0), ("lawyer",)),
)


@dataclass(frozen=True)
class Wishes:
    """How many particular wishes there are: shares of needs from 0 to 1, except where a count is said."""

    crew_visits: float = 0.06
    """Share of all visits that take two volunteers."""
    groups: int = 2
    """Study groups of the station (a count)."""
    emergencies: int = 1
    """A count."""
    high: float = 0.12
    low: float = 0.15
    language: float = 0.05
    gender: float = 0.06
    preferred_time: float = 0.4
    preferred_volunteer: float = 0.10
    excluded_volunteer: float = 0.04
    own_place: float = 0.0
    rest_days: float = 0.0
    """Needs with several visits that must lie three dates apart."""


def needs_of(
    station: Station,
    cadres: Sequence[Cadre],
    volunteers: Sequence[Volunteer],
    visits: int,
    wishes: Wishes,
    calendar: Calendar,
    dice: Random,
) -> tuple[Need, ...]:
    """Needs of exactly `visits` visits together; every cadre is asked for once before anyone is for a second time."""
    needs: list[Need] = []
    wanted = visits
    asking = _in_turn(cadres, dice)
    while wanted > 0:
        number = len(needs) + 1
        name = f"{station.id}-n{number:03d}"
        if number <= wishes.groups:
            need = _study_group(name, station, cadres, calendar, dice)
        else:
            emergency = number <= wishes.groups + wishes.emergencies
            need = _single(name, next(asking), wanted, emergency, wishes, calendar, dice)
        needs.append(_particular(need, station, volunteers, wishes, dice))
        wanted -= need.visits
    return _by_two(needs, round(wishes.crew_visits * visits), dice)


def _in_turn(cadres: Sequence[Cadre], dice: Random) -> Iterator[Cadre]:
    while True:
        yield from dice.sample(cadres, len(cadres))


def _single(
    name: str, cadre: Cadre, at_most: int, emergency: bool, wishes: Wishes, calendar: Calendar, dice: Random
) -> Need:
    kind = dice.choices(KINDS, [kind.share for kind in KINDS])[0]
    visits = 1 if emergency else min(dice.choices((1, 2, 3), kind.visits)[0], at_most)
    windows = _soon(calendar) if emergency else half_days(visits, calendar, dice)
    certificate = dice.choice(kind.certificates)
    return Need(
        id=name,
        cadre=cadre.id,
        service=kind.service,
        minutes=dice.choice(kind.minutes),
        visits=visits,
        min_gap_days=_gap(visits, wishes, dice),
        priority=Priority.EMERGENCY if emergency else _priority(wishes, dice),
        windows=windows,
        preferred=dice.sample(windows, 2) if dice.random() < wishes.preferred_time and len(windows) > 2 else (),
        qualifications=() if certificate is None else (certificate,),
    )


def _study_group(name: str, station: Station, cadres: Sequence[Cadre], calendar: Calendar, dice: Random) -> Need:
    first, *others = dice.sample(cadres, min(len(cadres), dice.choice((4, 5, 6))))
    return Need(
        id=name,
        cadre=first.id,
        also_cadres=tuple(other.id for other in others),
        service="study",
        minutes=90,
        priority=Priority.HIGH,
        windows=tuple(calendar.window(Slot(day, *AFTERNOON)) for day in range(min(5, calendar.days))),
        location=around(station.location, 200, dice),
    )


def half_days(visits: int, calendar: Calendar, dice: Random) -> tuple[Window, ...]:
    """Mornings, afternoons or both on enough days for the visits and their gaps."""
    habit = dice.choice(((MORNING,), (AFTERNOON,), HALF_DAYS))
    fewest = min(calendar.days, 2 * visits + 1)
    days = sorted(dice.sample(range(calendar.days), dice.randint(fewest, calendar.days)))
    return tuple(calendar.window(Slot(day, *half)) for day in days for half in habit)


def _soon(calendar: Calendar) -> tuple[Window, ...]:
    return tuple(calendar.window(Slot(day, *half)) for day in range(min(2, calendar.days)) for half in HALF_DAYS)


def _gap(visits: int, wishes: Wishes, dice: Random) -> int:
    if visits == 2 and dice.random() < wishes.rest_days:
        return 3
    return dice.choice((1, 2, 2)) if visits > 1 else 1


def _priority(wishes: Wishes, dice: Random) -> Priority:
    drawn = dice.random()
    if drawn < wishes.high:
        return Priority.HIGH
    return Priority.LOW if drawn > 1 - wishes.low else Priority.NORMAL


def _particular(need: Need, station: Station, volunteers: Sequence[Volunteer], wishes: Wishes, dice: Random) -> Need:
    """The need with the particular wishes that the dice give it; the wished-for may turn out to be nobody's to give."""
    offering = [volunteer.id for volunteer in volunteers if need.service in volunteer.services]
    languages: tuple[str, ...] = ()
    if dice.random() < wishes.language:
        languages = dice.choice(((ZHUANG,), (CANTONESE,), (ZHUANG, CANTONESE)))
    gender = dice.choice("FM") if dice.random() < wishes.gender else None
    preferred = dice.sample(offering, 1) if offering and dice.random() < wishes.preferred_volunteer else []
    others = [volunteer for volunteer in offering if volunteer not in preferred]
    excluded = dice.sample(others, 1) if others and dice.random() < wishes.excluded_volunteer else []
    location: Point | None = need.location
    if location is None and dice.random() < wishes.own_place:
        location = around(station.location, 500, dice)
    return need.revised(
        languages=languages,
        gender=gender,
        preferred_volunteers=preferred,
        excluded_volunteers=excluded,
        location=location,
    )


def _by_two(needs: list[Need], crew_visits: int, dice: Random) -> tuple[Need, ...]:
    """The needs with crews of two drawn until they make up the wanted number of visits (or a visit or two more)."""
    may = {kind.service for kind in KINDS if kind.by_two}
    places = [place for place, need in enumerate(needs) if need.service in may]
    dice.shuffle(places)
    crewed = list(needs)
    for place in places:
        if crew_visits <= 0:
            break
        crewed[place] = needs[place].revised(crew=2)
        crew_visits -= needs[place].visits
    return tuple(crewed)

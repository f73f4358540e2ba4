"""Small weeks drawn at random in which every rule may bite at once, and policies that are not the default one.

Hypothesis chooses the sizes and a seed; the seed throws the dice, so that weeks are as varied as dice are and a counterexample
shrinks to few needs, volunteers and dates.
"""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from matcher.domain import Cadre, Need, Problem, PublishedVisit, Station, TravelMode, Volunteer, Window
from matcher.policy import Policy, default_policy
from scenarios.generation.placement import placed_by_hand
from tests.building import MONDAY, WALK, cadre, knows, matrix, need, place, policy, problem, station, volunteer, window

T = TypeVar("T")

BY_BIKE = TravelMode(metres_per_minute=250, detour=1.3, fixed_minutes=2)
SERVICES = ["household", "legal"]
HOURS = [("08:00", "10:30"), ("08:00", "12:00"), ("08:07", "09:58"), ("09:00", "09:45"), ("10:30", "12:00")]
HALF_DAYS = [
    [("08:00", "12:00")],
    [("08:00", "10:30"), ("10:30", "12:00")],
    [("08:20", "11:05")],
    [("08:00", "09:40")],
    [("09:30", "10:15")],
]
SWITCHES = [rule.name for rule in default_policy().rules if "off" in rule.levels]
SEEDS = st.integers(0, (1 << 32) - 1)


def small_weeks(
    people: int = 5, needs: int = 5, days: int = 7, grids: Sequence[int] = (5, 15, 30)
) -> st.SearchStrategy[Problem]:
    """Weeks of at most these sizes."""
    return st.builds(
        small_week,
        dice=SEEDS.map(Random),
        people=st.sampled_from(range(1, people + 1)),
        needs=st.sampled_from(range(1, needs + 1)),
        days=st.sampled_from(range(1, days + 1)),
        grid=st.sampled_from(grids),
    )


def policies() -> st.SearchStrategy[Policy]:
    """The default one as often as any other."""
    return st.just(default_policy()) | SEEDS.map(Random).map(other_policy)


def small_week(dice: Random, people: int, needs: int, days: int, grid: int) -> Problem:
    """So many needs and volunteers, and cadres, of up to three stations on one street."""
    stations = [station(f"s{k}", 6 * k) for k in range(1, dice.randint(1, 3) + 1)]
    homes = [
        cadre(f"c{k}", dice.randint(0, 14), station=dice.choice(stations).id) for k in range(1, dice.randint(1, 4) + 1)
    ]
    volunteers = [_volunteer(dice, f"v{k}", days, stations) for k in range(1, people + 1)]
    volunteers = _who_are_cadres(dice, volunteers, homes)
    asked = [_need(dice, f"n{k}", days, homes, volunteers) for k in range(1, needs + 1)]
    met = [
        knows(dice.choice(volunteers).id, dice.choice(homes).id, dice.randint(0, 2)) for _ in range(dice.randint(0, 3))
    ]
    travel = {"walk": WALK, "e_bike": BY_BIKE, "bus": _by_bus(dice, volunteers, homes, asked)}
    week = problem(asked, volunteers, homes, days=days, grid=grid, stations=stations, history=met, travel=travel)
    return week.revised(published=_published(dice, week))


def other_policy(dice: Random) -> Policy:
    """Some rules are off and others have parameters of their own."""
    in_week = mostly(dice, 200, 0, 90, 1000)
    parameters: dict[str, dict[str, Any]] = {
        "service_circle": {"minutes": mostly(dice, 11, 0, 30)},
        "load_limits": {
            "visits_per_day": dice.choice([1, 2, 9]),
            "minutes_per_day": mostly(dice, 100, 0, 600),
            "minutes_per_week": in_week,
        },
        "load_balance": {"minutes_per_week": in_week},
        "travel": {"points": dice.choice([0, 7])},
        "unmet_visit": {"normal": dice.choice([0, 20]), "low": dice.choice([0, 3])},
        "many_faces": {"points": dice.choice([0, 200])},
        "changed_visit": {"changed": dice.choice([0, 5]), "moved": dice.choice([0, 50])},
    }
    return policy(
        off=some_of(dice, SWITCHES, most=3), **{rule: its for rule, its in parameters.items() if dice.choice([0, 1])}
    )


def _volunteer(dice: Random, name: str, days: int, stations: Sequence[Station]) -> Volunteer:
    ends = [None, None, MONDAY - timedelta(days=1), MONDAY, MONDAY + timedelta(days=1)]
    return volunteer(
        name,
        dice.randint(0, 14),
        station=dice.choice(stations).id,
        services=mostly(dice, SERVICES, ["household"], ["legal"], []),
        qualifications=[{"name": "nurse", "valid_until": dice.choice(ends)} for _ in range(dice.choice([0, 1, 1, 2]))],
        gender=dice.choice(["F", "M", None]),
        languages=mostly(dice, ["zh", "za"], ["zh"], ["za"], []),
        mode=dice.choice(["walk", "walk", "e_bike", "bus"]),
        availability=[
            window(*hours, day=day)
            for day in range(days)
            if mostly(dice, True, False)
            for hours in dice.choice(HALF_DAYS)
        ],
        max_visits_per_day=mostly(dice, None, 0, 1, 2, 3, 9),
        max_minutes_per_day=mostly(dice, None, 0, 60, 75, 100, 300),
        max_minutes_per_week=mostly(dice, None, 0, 75, 100, 150, 600),
    )


def _who_are_cadres(dice: Random, volunteers: Sequence[Volunteer], homes: Sequence[Cadre]) -> list[Volunteer]:
    """Some volunteers are cadres, and then live where the cadre lives."""
    by_number = dict(zip(some_of(dice, range(len(volunteers)), most=dice.choice([0, 0, 1, 2])), homes, strict=False))
    return [
        one.revised(cadre=by_number[k].id, location=by_number[k].location) if k in by_number else one
        for k, one in enumerate(volunteers)
    ]


def _need(dice: Random, name: str, days: int, homes: Sequence[Cadre], volunteers: Sequence[Volunteer]) -> Need:
    minutes = dice.choice([20, 25, 30, 45, 60])
    hours = [window(*dice.choice(HOURS), day=day) for day in range(days) if mostly(dice, True, False)]
    hours += [window(*dice.choice(HOURS), day=dice.randrange(days))]
    if max(one.minutes for one in hours) < minutes:
        hours.append(window("08:00", "12:00"))
    ids = [one.id for one in volunteers]
    return need(
        name,
        of=dice.choice(homes).id,
        also_cadres=mostly(dice, [], [dice.choice(homes).id]),
        service=dice.choice(SERVICES),
        minutes=minutes,
        visits=dice.choice([1, 1, 2, 3]),
        min_gap_days=dice.choice([0, 1, 1, 2, 3]),
        crew=mostly(dice, 1, 2, 2, 3),
        priority=dice.choice(["emergency", "high", "normal", "low"]),
        windows=hours,
        preferred=[_inside(dice, one) for one in some_of(dice, hours, most=2)],
        location=mostly(dice, None, place(dice.randint(0, 14))),
        qualifications=mostly(dice, [], ["nurse"]),
        gender=mostly(dice, None, "F", "M"),
        languages=mostly(dice, [], ["zh"], ["za", "en"]),
        excluded_volunteers=mostly(dice, [], [dice.choice(ids)]),
        preferred_volunteers=mostly(dice, [], [dice.choice(ids)]),
        declined=mostly(dice, [], [{"volunteer": dice.choice(ids), "date": dice.choice(hours).start.date()}]),
    )


def _inside(dice: Random, hours: Window) -> Window:
    start = hours.start + timedelta(minutes=dice.randint(0, 40))
    return Window(start=start, end=min(hours.end, start + timedelta(minutes=dice.choice([1, 30, 60]))))


def _by_bus(dice: Random, volunteers: Sequence[Volunteer], homes: Sequence[Cadre], asked: Sequence[Need]) -> TravelMode:
    """Neither symmetric nor obeying the triangle inequality."""
    points = [one.id for one in (*volunteers, *homes)] + [one.id for one in asked if one.location is not None]
    ways = [[0 if a == b else dice.randint(0, 18) for b in points] for a in points]
    return matrix(points, ways)


def _published(dice: Random, week: Problem) -> list[PublishedVisit]:
    """Some of what a careful coordinator would write: some of it pinned, the rest perhaps moved or given to others."""
    by_hand = placed_by_hand(week)
    kept = some_of(dice, by_hand, most=4)
    return [_republished(dice, week, one) for one in sorted(kept, key=by_hand.index)]


def _republished(dice: Random, week: Problem, visit: PublishedVisit) -> PublishedVisit:
    match dice.choice(["as it is", "pinned", "moved", "by others"]):
        case "pinned":
            return visit.revised(pinned=True)
        case "moved":
            return visit.revised(start=visit.start + timedelta(minutes=week.grid_minutes))
        case "by others":
            return visit.revised(volunteers=(dice.choice(week.volunteers).id,))
    return visit


def mostly(dice: Random, usual: T, *seldom: T) -> T:
    """The usual one in six cases of seven, else one of the others: a week in which all is odd can't be served at all."""
    return usual if dice.random() < 0.85 else dice.choice(seldom)


def some_of(dice: Random, choices: Sequence[T], most: int) -> list[T]:
    """Up to so many different ones."""
    return dice.sample(choices, dice.randint(0, min(most, len(choices))))

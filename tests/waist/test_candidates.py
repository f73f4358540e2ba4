"""Pairs are found by geography and service, and are those that trying all with all would find."""

from random import Random

import pytest

from matcher.domain import Problem, TravelMode
from matcher.travel import base_of, place_of, travel_times
from matcher.waist.candidates import Candidates
from tests.building import WALK, cadre, matrix, need, place, problem, volunteer

BY_BIKE = TravelMode(metres_per_minute=250, detour=1.3, fixed_minutes=2)


def scattered(seed: int) -> Problem:
    """Forty needs and thirty volunteers up and down the street, by three modes, of three services."""
    dice = Random(seed)
    services = ["household", "legal", "study"]
    homes = [cadre(f"c{k}", dice.randint(0, 60)) for k in range(20)]
    needs = [
        need(
            f"n{k}",
            of=f"c{dice.randrange(20)}",
            service=dice.choice(services),
            location=place(dice.randint(0, 60)) if dice.random() < 0.3 else None,
        )
        for k in range(40)
    ]
    volunteers = [
        volunteer(
            f"v{k}",
            dice.randint(0, 60),
            services=dice.sample(services, dice.randint(0, 3)),
            mode=dice.choice(["walk", "e_bike", "bus"]),
        )
        for k in range(30)
    ]
    points = [one.id for one in (*homes, *volunteers)] + [one.id for one in needs if one.location is not None]
    ways = [[0 if a == b else dice.randint(1, 40) for b in points] for a in points]
    travel = {"walk": WALK, "e_bike": BY_BIKE, "bus": matrix(points, ways)}
    return problem(needs, volunteers, homes, travel=travel)


def by_trying_all(week: Problem, minutes: int | None, by_service: bool) -> list[tuple[int, int, int]]:
    times, found = travel_times(week), []
    for v, who in enumerate(week.volunteers):
        for n, asked in enumerate(week.needs):
            way = times[who.mode].minutes(base_of(who), place_of(asked, week))
            if (minutes is None or way <= minutes) and (not by_service or asked.service in who.services):
                found.append((v, n, way))
    return found


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("minutes", [None, 0, 1, 2, 15, 16, 1440])
@pytest.mark.parametrize("by_service", [True, False])
def test_pairs_are_those_of_trying_all_with_all(seed: int, minutes: int | None, by_service: bool) -> None:
    week = scattered(seed)
    candidates = Candidates(week)
    if minutes is not None:
        candidates.only_within(minutes)
    if by_service:
        candidates.only_offered([frozenset(v.services) for v in week.volunteers], [n.service for n in week.needs])

    pairs = candidates.pairs

    found = list(zip(pairs.volunteer.tolist(), pairs.need.tolist(), pairs.way_from_base.tolist(), strict=True))
    assert found == by_trying_all(week, minutes, by_service)


def test_nobody_or_nothing_makes_no_pairs() -> None:
    without_volunteers, without_needs = problem(volunteers=[]), problem(needs=[])

    assert len(Candidates(without_volunteers).pairs.need) == 0
    assert len(Candidates(without_needs).pairs.need) == 0


def test_places_of_equal_name_and_point_are_one_place() -> None:
    week = problem([need("n1"), need("n2"), need("n3", location=place(0))], [volunteer("v1"), volunteer("v2")])

    places = Candidates(week).places

    # c1 once, n3's own, two bases
    assert len(places.places) == 4
    assert places.of_need.tolist() == [0, 0, 1]

"""The week that earns most is the one that trying all of them finds."""

from itertools import product
from random import Random

import numpy as np
import pytest

from matcher.compile import compile_problem
from matcher.engine.bound.prices import Offer
from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.bound.weeks import Weeks
from matcher.engine.routes import SCALE, Routes, Windows, list_routes
from matcher.policy import default_policy
from matcher.waist import Instance
from matcher.waist.instance import FORBIDDEN, MINUTES, VISITS, Points
from tests.engine.sharpening import listed
from tests.small_weeks import small_week

WEEKS, MOST_WEEKS = 60, 60_000


@pytest.mark.parametrize("week", range(WEEKS))
def test_no_week_earns_more_than_the_one_found(week: int) -> None:
    dice = np.random.default_rng(week)
    instance = compile_problem(small_week(Random(week), people=4, needs=6, days=4, grid=30), default_policy())
    windows = Windows(instance)
    routes = list_routes(windows, lambda: False)
    assert routes is not None
    volunteers = Volunteers(instance, windows, routes)
    # around what a visit costs, where choices are close
    prices = dice.integers(0, 60 * SCALE, instance.needs * instance.days)
    faces = dice.integers(0, 15 * SCALE, instance.needs)
    owed = _owed(instance, faces, dice)

    for volunteer in range(instance.volunteers):
        tours = range(int(instance.volunteer_tour_ptr[volunteer]), int(instance.volunteer_tour_ptr[volunteer + 1]))
        sizes = [int(routes.first[tour + 1] - routes.first[tour]) + 1 for tour in tours]
        if np.prod(sizes, dtype=float) > MOST_WEEKS:
            continue
        most, plans, proved = volunteers.best_plans(volunteer, Offer(prices, faces, owed, {}), effort=10**9)

        earned = _most_one_by_one(instance, routes, volunteer, prices, owed)
        assert proved
        assert most == earned
        if plans:
            visits = np.array(plans[0].visits)
            paid = int(prices[visits].sum()) - _owed_for(instance, visits.tolist(), owed)
            assert paid - plans[0].points == earned


def test_dates_hold_no_more_where_their_windows_are_not_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = np.random.default_rng(5)
    limited = 0
    for week in range(WEEKS):
        instance = compile_problem(small_week(Random(week), people=4, needs=6, days=4, grid=30), default_policy())
        windows, routes = listed(instance)
        offer = Offer(dice.integers(0, 60 * SCALE, instance.needs * instance.days), *_nothing_owed(instance), {})
        joined = Volunteers(instance, windows, routes)
        with monkeypatch.context() as patched:
            patched.setattr("matcher.engine.routes.listing.MOST_OF_A_TOUR", 0)
            apart = Volunteers(instance, windows, routes).apart()
        for volunteer in range(instance.volunteers):
            best = joined.best_plans(volunteer, offer, effort=10**9)
            assert apart.best_plans(volunteer, offer, effort=10**9).most == best.most

            near = [who.near_weeks(volunteer, offer, best.most - 5 * SCALE, 50_000) for who in (joined, apart)]
            assert near[0] is not None
            assert near[1] is not None
            assert _cheapest(near[0]) == _cheapest(near[1])
            limited += not np.array_equal(near[0].routes, near[1].routes)
    assert limited > 0


def test_a_search_that_ends_early_errs_to_the_safe_side() -> None:
    dice = np.random.default_rng(7)
    compared = 0
    for week in range(WEEKS):
        instance = compile_problem(small_week(Random(week), people=4, needs=6, days=4, grid=30), default_policy())
        windows = Windows(instance)
        routes = list_routes(windows, lambda: False)
        assert routes is not None
        prices = dice.integers(0, 60 * SCALE, instance.needs * instance.days)
        faces = dice.integers(0, 15 * SCALE, instance.needs)
        owed = _owed(instance, faces, dice)

        hurried, thorough = Volunteers(instance, windows, routes), Volunteers(instance, windows, routes)
        for volunteer in range(instance.volunteers):
            at_once = hurried.best_plans(volunteer, Offer(prices, faces, owed, {}), effort=0)
            in_the_end = thorough.best_plans(volunteer, Offer(prices, faces, owed, {}), effort=10**9)

            assert at_once.most >= in_the_end.most
            compared += 1

    assert compared > WEEKS


def test_a_hasty_search_of_long_windows_finds_no_more_than_a_thorough_one_and_proves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dice = np.random.default_rng(3)
    unproved, worse = 0, 0
    for week in range(WEEKS):
        instance = compile_problem(small_week(Random(week), people=4, needs=6, days=4, grid=30), default_policy())
        windows = Windows(instance)
        with monkeypatch.context() as patched:
            patched.setattr("matcher.engine.routes.listing.LONGEST", 0)
            routes = list_routes(windows, lambda: False)
        assert routes is not None
        prices = dice.integers(0, 60 * SCALE, instance.needs * instance.days)
        faces = dice.integers(0, 15 * SCALE, instance.needs)
        offer = Offer(prices, faces, _owed(instance, faces, dice), {})

        monkeypatch.setattr("matcher.engine.bound.one_window.FEW_BRANCHES", 3)
        for volunteer in range(instance.volunteers):
            thorough = Volunteers(instance, windows, routes).best_plans(volunteer, offer, effort=10**9)
            hasty = Volunteers(instance, windows, routes).best_plans(volunteer, offer, effort=10**9, hasty=True)
            with monkeypatch.context() as patched:
                patched.setattr("matcher.engine.bound.one_window.MOST_BRANCHES", 3)
                cut_short = Volunteers(instance, windows, routes).best_plans(volunteer, offer, effort=10**9)

            assert thorough.proved
            assert cut_short.proved
            assert hasty.most <= thorough.most <= cut_short.most
            unproved += not hasty.proved
            worse += hasty.most < thorough.most
            if hasty.proved:
                assert hasty.most == thorough.most
    assert unproved > worse > 0


@pytest.mark.parametrize(
    ("most_better", "long"), [(1, 6), (4, 6), (200_000, 6), (1, 0)], ids=["few", "some", "all", "by labels"]
)
def test_windows_earn_what_they_do_where_their_routes_are_listed(
    monkeypatch: pytest.MonkeyPatch, most_better: int, long: int
) -> None:
    dice = np.random.default_rng(17)
    monkeypatch.setattr("matcher.engine.bound.one_window.MOST_BETTER", most_better)
    monkeypatch.setattr("matcher.engine.bound.one_window.LONG", long)
    compared, equal = 0, 0
    for week in range(WEEKS):
        instance = compile_problem(small_week(Random(week), people=4, needs=6, days=4, grid=30), default_policy())
        windows, routes = listed(instance)
        with monkeypatch.context() as patched:
            patched.setattr("matcher.engine.routes.listing.MOST_OF_A_TOUR", 0)  # no window is joined with another
            known = Volunteers(instance, windows, routes)
            patched.setattr("matcher.engine.routes.listing.LONGEST", 0)
            unknown = Volunteers(instance, *listed(instance))
        for _ in range(3):  # what was worth it at some prices is tried at others
            faces = dice.integers(0, 30 * SCALE, instance.needs)
            prices = dice.integers(0, 60 * SCALE, instance.needs * instance.days)
            offer = Offer(prices, faces, _owed(instance, faces, dice), {})
            for volunteer in range(instance.volunteers):
                exact = known.best_plans(volunteer, offer, effort=10**9).most
                hasty = unknown.best_plans(volunteer, offer, effort=10**9, hasty=True).most
                proved = unknown.best_plans(volunteer, offer, effort=10**9).most

                assert hasty <= exact <= proved
                equal += exact == proved
                compared += 1
    assert equal == compared if most_better > 4 else equal < compared


def test_nobody_has_weeks_beyond_the_most_and_everybody_has_some_up_to_it() -> None:
    dice = np.random.default_rng(11)
    idle = 0
    for week in range(WEEKS // 4):
        instance = compile_problem(small_week(Random(week), people=4, needs=6, days=4, grid=30), default_policy())
        volunteers = Volunteers(instance, *listed(instance))
        prices = dice.integers(0, 60 * SCALE, instance.needs * instance.days)
        offer = Offer(prices, *_nothing_owed(instance), {})
        for volunteer in range(instance.volunteers):
            most = volunteers.best_plans(volunteer, offer, effort=10**9).most

            beyond = volunteers.near_weeks(volunteer, offer, most + 1, 100)
            there = volunteers.near_weeks(volunteer, offer, most, 100)

            assert beyond is not None
            assert beyond.visits.shape == (0, 1)
            assert there is not None
            earned = np.append(prices, 0)[there.visits].sum(axis=1) - there.points
            assert len(earned) > 0
            assert (earned == most).all()
            idle += bool((there.visits < 0).all())
    assert idle > 0


def _cheapest(weeks: Weeks) -> dict[tuple[int, ...], int]:
    cheapest: dict[tuple[int, ...], int] = {}
    for visits, points in zip(weeks.visits.tolist(), weeks.points.tolist(), strict=True):
        made = tuple(visit for visit in visits if visit >= 0)
        cheapest[made] = min(points, cheapest.get(made, points))
    return cheapest


def _nothing_owed(instance: Instance) -> tuple[Points, Points]:
    faces = np.zeros(instance.needs, dtype=np.int64)
    return faces, np.zeros((instance.needs, 1 << instance.days), dtype=np.int64)


def _most_one_by_one(instance: Instance, routes: Routes, volunteer: int, prices: Points, owed: Points) -> int:
    tours = range(int(instance.volunteer_tour_ptr[volunteer]), int(instance.volunteer_tour_ptr[volunteer + 1]))
    choices = [[-1, *range(int(routes.first[tour]), int(routes.first[tour + 1]))] for tour in tours]
    curve = instance.load_points[instance.volunteer_load[volunteer]]
    most = -SCALE * int(curve[0])
    for chosen in product(*choices):
        rows = [row for row in chosen if row >= 0]
        visits = [v for row in rows for v in routes.visits[row].tolist() if v >= 0]
        minutes = int(routes.minutes[rows].sum())
        if minutes > instance.limit[volunteer, -1, MINUTES]:
            continue
        if len(set(visits)) < len(visits) or not _within_dates(instance, volunteer, visits):
            continue
        if not _dates_go_together(instance, visits):
            continue
        earned = int(prices[visits].sum()) - _owed_for(instance, visits, owed) - int(routes.points[rows].sum())
        most = max(most, earned - SCALE * int(curve[min(minutes, len(curve) - 1)]))
    return most


def _owed(instance: Instance, faces: Points, dice: np.random.Generator) -> Points:
    """A face for any dates, and a charge for some sets of dates wherever all of them are served; [N, 2^D]."""
    masks = np.arange(1 << instance.days)
    owed = faces[:, None] * (masks > 0)
    for together in dice.choice(masks, 4):
        if together & together - 1:
            charge = dice.integers(0, 20 * SCALE, instance.needs) * (dice.random(instance.needs) < 0.5)
            owed += charge[:, None] * (masks & together == together)
    return owed


def _owed_for(instance: Instance, visits: list[int], owed: Points) -> int:
    return sum(int(owed[need, mask]) for need, mask in _served(instance, visits).items())


def _served(instance: Instance, visits: list[int]) -> dict[int, int]:
    served: dict[int, int] = {}
    for visit in visits:
        need, day = divmod(visit, instance.days)
        served[need] = served.get(need, 0) | 1 << day
    return served


def _within_dates(instance: Instance, volunteer: int, visits: list[int]) -> bool:
    """Visits and service minutes of each date are within its limits."""
    for day in range(instance.days):
        of_date = [visit for visit in visits if visit % instance.days == day]
        limit = instance.limit[volunteer, 1 + day]
        if len(of_date) > limit[VISITS]:
            return False
        if sum(int(instance.need_minutes[visit // instance.days]) for visit in of_date) > limit[MINUTES]:
            return False
    return True


def _dates_go_together(instance: Instance, visits: list[int]) -> bool:
    """Some allowed pattern of each need holds all dates on which it is served."""
    for need, served in _served(instance, visits).items():
        points = instance.pattern_points[instance.need_pattern[need]]
        if not any(mask & served == served and points[mask] < FORBIDDEN for mask in range(len(points))):
            return False
    return True

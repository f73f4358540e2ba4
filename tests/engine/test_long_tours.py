"""Labels of long windows find what trying all sequences finds, and never less."""

from random import Random

import numpy as np
import pytest

import scenarios
from matcher.compile import compile_problem
from matcher.engine.bound.capacity import Capacity
from matcher.engine.bound.listed import Listed
from matcher.engine.bound.long_tours import HALF
from matcher.engine.bound.searched import Searcher
from matcher.engine.routes import SCALE, Windows
from matcher.policy import default_policy, load_policy
from matcher.waist.instance import UNLIMITED, VISITS, Points
from tests.small_weeks import small_week

WEEKS = 40


def _most(listed: Listed, minutes: int) -> Points:
    """What these routes earn at most in so many minutes or fewer. [T, M]"""
    most = np.zeros((len(listed.tours) - 1, minutes + 1), dtype=np.int64)
    tours = np.repeat(np.arange(len(most)), np.diff(listed.tours))
    np.maximum.at(most, (tours, listed.minutes), -listed.points)
    return np.maximum.accumulate(most, axis=1)


@pytest.mark.parametrize("near", [0, 2, 6])
def test_labels_find_no_less_than_all_sequences(monkeypatch: pytest.MonkeyPatch, near: int) -> None:
    dice = np.random.default_rng(near)
    monkeypatch.setattr("matcher.engine.bound.one_window.NEAR", near)
    compared = exact = looked_again = 0
    for week in range(WEEKS):
        problem = small_week(Random(week), people=4, needs=9, days=2, grid=30)
        instance = compile_problem(problem, default_policy())
        limit = instance.limit.copy()
        limit[:, :, VISITS] = UNLIMITED  # labels do not look at how many there are
        instance = instance._replace(limit=limit)
        windows = Windows(instance)
        searcher, capacity = Searcher(instance, windows), Capacity(instance, windows)
        for volunteer in np.nonzero(np.diff(instance.volunteer_tour_ptr))[0].tolist():
            prices = dice.integers(0, 60 * SCALE, instance.needs * instance.days)
            week_of = volunteer, prices, capacity.most_minutes(volunteer), capacity.unit(volunteer)
            found = []
            for long, times in (99, 1), (0, 1), (0, 20):
                monkeypatch.setattr("matcher.engine.bound.one_window.LONG", long)
                monkeypatch.setattr("matcher.engine.bound.one_window.MOST_TIMES", times)
                found.append(_most(searcher.best_routes(*week_of, hasty=False).hopes, week_of[2]))
            hasty = _most(searcher.best_routes(*week_of, hasty=True).routes, week_of[2]) if not near else found[0]
            sequences, once, again = found

            assert (hasty <= sequences).all()
            assert (sequences <= again).all()
            assert (again <= once).all()
            exact += np.array_equal(sequences, again)
            looked_again += not np.array_equal(once, again)
            compared += 1
    assert exact >= 0.9 * compared
    assert looked_again > 0


def test_of_more_visits_than_can_be_remembered_the_best_ones_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = scenarios.get("district_week")
    instance = compile_problem(scenario.build("small", 0), load_policy(scenario.policy))
    windows = Windows(instance)
    candidates = [len(tour.candidates) for tour in windows.tours]
    most = int(np.argmax(candidates))
    assert candidates[most] > 2 * HALF
    volunteer = int(instance.volunteer_tour_ptr.searchsorted(most, side="right")) - 1
    prices = np.random.default_rng(3).integers(20 * SCALE, 60 * SCALE, instance.needs * instance.days)
    monkeypatch.setattr("matcher.engine.bound.one_window.MOST_LABELS", 500_000)
    two_visits, unit = 75, Capacity(instance, windows).unit(volunteer)

    found = []
    for long in 99, 0:
        monkeypatch.setattr("matcher.engine.bound.one_window.LONG", long)
        found.append(Searcher(instance, windows).best_routes(volunteer, prices, two_visits, unit, hasty=False))

    sequences, labels = (_most(of.hopes, two_visits) for of in found)
    assert sequences.max() > 0
    assert np.array_equal(sequences, labels)

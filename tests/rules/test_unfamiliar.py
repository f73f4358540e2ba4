"""A visit by a volunteer whom the cadre does not know costs points."""

from tests.building import knows, need, policy, problem, visit, volunteer, windows
from tests.rules.judging import points

ONLY = policy(soft=["unfamiliar"])


def test_given_a_crew_of_three_strangers_penalises_by_30() -> None:
    week = problem([need(crew=3)], [volunteer(f"v{k}") for k in range(1, 4)])

    counted = points(week, visit("n1", "09:00", "v1", "v2", "v3"), policy=ONLY)

    assert counted == {"unfamiliar": 30}


def test_given_two_visits_by_one_stranger_penalises_by_20() -> None:
    dates = windows("08:00", "12:00", range(2))
    week = problem([need(visits=2, windows=dates)], [volunteer(availability=dates)])

    counted = points(week, visit("n1", "09:00", "v1"), visit("n1", "09:00", "v1", day=1), policy=ONLY)

    assert counted == {"unfamiliar": 20}


def test_given_a_volunteer_with_history_and_one_whom_the_need_prefers_penalises_nothing() -> None:
    week = problem(
        [need(crew=2, preferred_volunteers=["v2"])], [volunteer("v1"), volunteer("v2")], history=[knows("v1", "c1")]
    )

    counted = points(week, visit("n1", "09:00", "v1", "v2"), policy=ONLY)

    assert counted == {}


def test_on_the_boundary_a_history_of_no_visits_is_none_and_one_visit_is_one() -> None:
    never, once = (problem(history=[knows("v1", "c1", visits)]) for visits in (0, 1))

    strangers, acquainted = (points(week, visit("n1", "09:00", "v1"), policy=ONLY) for week in (never, once))

    assert strangers == {"unfamiliar": 10}
    assert acquainted == {}


def test_on_the_boundary_knowing_another_cadre_of_the_visit_does_not_count() -> None:
    week = problem([need(also_cadres=["c2"])], history=[knows("v1", "c2")])

    counted = points(week, visit("n1", "09:00", "v1"), policy=ONLY)

    assert counted == {"unfamiliar": 10}

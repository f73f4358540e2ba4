"""Two policies side by side: rules, points, figures and visits that differ, and each roster under the other policy."""

import json

import pytest

from matcher.comparing import FIGURES, Comparison, compare
from matcher.domain import BadInput, Problem
from matcher.policy import default_policy
from matcher.replanning.differences import Kind
from matcher.rules.catalogue import CATALOGUE
from matcher.rules.rule import SoftRule
from tests.building import cadre, need, policy, problem, published, roster, visit, volunteer, windows

WIDE = policy(off=["many_faces"], service_circle={"minutes": 20})
NEAR = roster(visit("n1", "09:00", "v1"))
BOTH = roster(visit("n1", "09:00", "v1"), visit("n2", "10:30", "v1"))


def week() -> Problem:
    """Cadre c1 lives 5 minutes from v1, c2 16 minutes: outside a circle of 15."""
    asked = [need("n1"), need("n2", of="c2", priority="high")]
    return problem(asked, [volunteer("v1")], [cadre("c1", 5), cadre("c2", 16)])


@pytest.fixture
def comparison() -> Comparison:
    """The default policy and a wider one, each with the best roster that it allows."""
    return compare(week(), (default_policy(), NEAR), (WIDE, BOTH))


def test_points_are_side_by_side_and_a_rule_that_is_off_has_none(comparison: Comparison) -> None:
    # 4000 and 800 for c2; there and back 10 minutes, or 5 + 11 + 16; ten a stranger
    assert comparison.points["unmet_visit"] == (4000, 0)
    assert comparison.points["unserved_cadre"] == (800, 0)
    assert comparison.points["travel"] == (10, 32)
    assert comparison.points["unfamiliar"] == (10, 20)
    assert comparison.points["many_faces"] == (0, None)
    assert comparison.first.report.score.total == 4820
    assert comparison.second.report.score.total == 52


def test_figures_are_counted_the_same_whatever_the_policy(comparison: Comparison) -> None:
    dear = compare(week(), (policy(off=["travel"], unmet_visit={"high": 7}), NEAR), (policy(off=["pinned"]), BOTH))

    told = {name: (points, comparison.second.figures[name]) for name, points in comparison.first.figures.items()}
    assert {name: both for name, both in told.items() if both != (0, 0)} == {
        "visits": (1, 2),
        "missing_high": (1, 0),
        "unserved_cadres": (1, 0),
        "volunteers": (1, 1),
        "service_minutes": (60, 120),
        "travel_minutes": (10, 32),
        "strangers": (1, 2),
    }
    assert (dear.first.figures, dear.second.figures) == (comparison.first.figures, comparison.second.figures)


def test_published_visits_faces_times_and_stations_are_counted_too() -> None:
    dates = windows("08:00", "12:00", (0, 1))
    asked = need(visits=2, windows=dates, preferred=windows("08:00", "08:30", (0, 1)))
    people = [volunteer("v1", availability=dates), volunteer("v2", availability=dates)]
    before = [published("n1", "09:00", "v1"), published("n1", "09:00", "v1", day=1)]
    made = roster(visit("n1", "09:30", "v1"), visit("n1", "08:15", "v2", day=1))

    figures = compare(
        problem([asked], people, published=before), (default_policy(), made), (default_policy(), made)
    ).first.figures

    # Monday is moved and outside the preferred half hour, Tuesday is by another volunteer
    assert (figures["moved"], figures["changed"], figures["other_times"], figures["faces"]) == (1, 1, 1, 1)


def test_each_roster_is_judged_under_the_other_policy(comparison: Comparison) -> None:
    assert comparison.first.report.clean
    assert comparison.second.report.clean
    assert comparison.first.broken_under_other == {}
    assert comparison.second.broken_under_other == {"service_circle": 1}
    assert comparison.second.under_other.score.total == 52


def test_rules_that_differ_are_named_with_the_fields_that_do(comparison: Comparison) -> None:
    circle, faces = comparison.rules

    assert (circle.rule, circle.fields) == ("service_circle", ("minutes",))
    assert circle.first is not None
    assert circle.second is not None
    assert (circle.first["minutes"], circle.second["minutes"]) == (15, 20)
    assert (faces.rule, faces.second, faces.fields) == ("many_faces", None, ("level", "points"))


def test_visits_that_differ_are_listed(comparison: Comparison) -> None:
    (one,) = comparison.differences

    assert (one.kind, one.need, one.before) == (Kind.NEW, "n2", None)


def test_the_same_on_both_sides_differs_in_nothing() -> None:
    same = compare(week(), (default_policy(), NEAR), (default_policy(), NEAR))

    assert same.rules == same.differences == ()
    assert all(first == second for first, second in same.points.values())


def test_a_comparison_is_a_json_document(comparison: Comparison) -> None:
    told = json.loads(json.dumps(comparison.as_json()))

    assert told["first"]["policy"] == "default"
    assert told["second"]["under_other"]["violations"] == {"service_circle": 1}
    assert set(told["first"]["figures"]) == {figure.name for figure in FIGURES}
    assert told["differences"] == [
        {"kind": "new", "need": "n2", "first": None, "second": {"start": "2026-11-23T10:30", "volunteers": ["v1"]}}
    ]
    assert [one["rule"] for one in told["rules"]] == ["service_circle", "many_faces"]


def test_points_come_in_the_order_of_the_catalogue(comparison: Comparison) -> None:
    assert list(comparison.points) == [kind.name for kind in CATALOGUE if issubclass(kind, SoftRule)]


def test_every_figure_has_its_own_name_in_both_languages() -> None:
    names = [figure.name for figure in FIGURES]

    assert len(set(names)) == len(names)
    assert all(figure.text.zh and figure.text.en for figure in FIGURES)


def test_a_roster_of_another_problem_is_bad_input() -> None:
    with pytest.raises(BadInput, match="n9"):
        compare(week(), (default_policy(), NEAR), (WIDE, roster(visit("n9", "09:00", "v1"))))

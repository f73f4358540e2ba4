"""Pinned visits of `published` stand as they are."""

import pytest

from matcher.domain import Problem, Visit
from tests.building import need, problem, published, visit, volunteer
from tests.rules.judging import broken


def pinned_at_nine() -> Problem:
    """Volunteers v1 and v2 are pinned to a crew visit at nine; v3 could come as well."""
    return problem(
        [need(crew=2)],
        [volunteer(name) for name in ("v1", "v2", "v3")],
        published=[published("n1", "09:00", "v1", "v2", pinned=True)],
    )


@pytest.mark.parametrize(
    "visits",
    [[], [visit("n1", "09:05", "v1", "v2")], [visit("n1", "09:00", "v1", "v3")]],
    ids=["left out", "moved", "by others"],
)
def test_a_pinned_visit_that_is_left_out_or_moved_or_made_by_others_breaks_it(visits: list[Visit]) -> None:
    found = broken(pinned_at_nine(), *visits)

    assert found == {"pinned": [1]}


def test_a_pinned_visit_that_stands_keeps_it() -> None:
    found = broken(pinned_at_nine(), visit("n1", "09:00", "v1", "v2"))

    assert found == {}


def test_on_the_boundary_the_order_of_the_crew_does_not_matter() -> None:
    found = broken(pinned_at_nine(), visit("n1", "09:00", "v2", "v1"))

    assert found == {}


def test_on_the_boundary_a_published_visit_that_is_not_pinned_may_be_moved() -> None:
    week = problem(published=[published("n1", "09:00", "v1")])

    found = broken(week, visit("n1", "10:00", "v1"))

    assert found == {}

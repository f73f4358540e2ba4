"""Why these volunteers: who else could have come, what the choice costs, who would have been next, whom a rule stops."""

import json

import pytest

import scenarios
from matcher.audit import audit
from matcher.domain import BadInput, Problem, Roster
from matcher.explain import explain
from matcher.policy import default_policy
from tests.building import cadre, knows, need, policy, problem, published, roster, visit, volunteer, window
from tests.explain.asking import CHINESE, by_hand

PLAIN = policy(soft=["unmet_visit", "travel", "unfamiliar"])


def test_a_choice_names_its_points_and_the_next_best_by_how_much_they_are_worse() -> None:
    people = [volunteer("v1", where=2), volunteer("v2", where=5), volunteer("v3", where=4), volunteer("v4", where=40)]
    week = problem([need()], people, history=[knows("v1", "c1"), knows("v2", "c1")])

    explanation = explain(week, roster(visit("n1", "09:00", "v1")), PLAIN, "n1")

    (choice,) = explanation.choices
    # two minutes there and back; v2 knows the cadre and takes 2 · 5; v3 takes 2 · 4 and is a stranger
    assert choice.points == {"unmet_visit": -1000, "travel": 4}
    assert [(one.volunteer.id, one.total, one.points) for one in choice.alternatives] == [
        ("v2", 6, {"travel": 6}),
        ("v3", 14, {"travel": 4, "unfamiliar": 10}),
    ]
    assert [(one.volunteer.id, one.breach.rule) for one in choice.stopped] == [("v4", "service_circle")]


def test_the_funnel_of_a_choice_counts_who_could_come_at_that_very_time_without_it() -> None:
    people = [
        volunteer("chosen"),
        volunteer("free"),
        volunteer("away", availability=[window("10:00", "12:00")]),
        volunteer("busy"),
        volunteer("other", services=["legal"]),
    ]
    week = problem([need("n1"), need("n2", of="c2")], people)

    explanation = explain(week, roster(visit("n1", "09:00", "chosen"), visit("n2", "09:30", "busy")), PLAIN, "n1")

    assert explanation.choices[0].funnel.text.en == (
        "5 volunteers → 4 offer it → 3 free then → 2 with room between their visits"
    )
    assert explanation.choices[0].funnel.left == 2


def test_a_better_choice_is_called_better() -> None:
    week = problem([need()], [volunteer("far", where=9), volunteer("near", where=1)])

    text = explain(week, roster(visit("n1", "09:00", "far")), PLAIN, "n1").text("en")

    # 18 minutes against 2
    assert "Next: volunteer near, 16 points better (travel -16)" in text


def test_in_a_crew_each_other_volunteer_takes_the_place_that_costs_least() -> None:
    people = [volunteer("v1", where=1), volunteer("v2", where=9), volunteer("v3", where=5)]
    week = problem([need(crew=2)], people)

    explanation = explain(week, roster(visit("n1", "09:00", "v1", "v2")), PLAIN, "n1")

    (other,) = explanation.choices[0].alternatives
    # instead of v2 eight minutes less, instead of v1 eight more
    assert (other.volunteer.id, other.instead_of.id, other.total) == ("v3", "v2", -8)


def test_a_pinned_visit_stands_because_it_is_pinned() -> None:
    week = problem(
        [need()], [volunteer("v1"), volunteer("v2")], published=[published("n1", "09:00", "v1", pinned=True)]
    )

    explanation = explain(week, roster(visit("n1", "09:00", "v1")), default_policy(), "n1")

    assert explanation.choices[0].firm
    assert "该服务已固定" in explanation.text("zh")


def test_a_visit_that_breaks_a_rule_says_so() -> None:
    week = problem([need()], cadres=[cadre("c1", where=20)])

    explanation = explain(week, roster(visit("n1", "09:00", "v1")), default_policy(), "n1")

    assert [breach.rule for breach in explanation.choices[0].breaks] == ["service_circle"]
    assert "违反service_circle" in explanation.text("zh")


def test_a_need_served_in_part_is_explained_on_both_sides() -> None:
    asked = need(visits=2, windows=[window(), window(day=1)])
    week = problem([asked])

    explanation = explain(week, roster(visit("n1", "09:00", "v1")), default_policy(), "n1")

    # v1 is there on Monday only
    assert explanation.missing == 1
    assert explanation.findings is not None
    assert explanation.findings.reasons[0].code == "NO_AVAILABILITY_IN_WINDOW"
    assert len(explanation.choices) == 1


def test_an_unknown_need_is_refused_with_the_nearest_id() -> None:
    week = problem([need("liuxing-n001"), need("liuxing-n002")])

    with pytest.raises(BadInput, match="no need 'liuxing-m001', did you mean 'liuxing-n001'"):
        explain(week, roster(), default_policy(), "liuxing-m001")
    with pytest.raises(BadInput, match="no need 'xyz', expected the id of one of its 2 needs"):
        explain(week, roster(), default_policy(), "xyz")


def test_every_need_of_the_pilots_is_explained_in_both_languages_and_as_json() -> None:
    week = scenarios.get("four_pilots").build()
    standing = by_hand(week)

    told = [explain(week, standing, default_policy(), one.id) for one in week.needs]

    assert any(one.choices for one in told)
    assert any(one.findings for one in told)
    for one in told:
        zh, en, document = one.text("zh"), one.text("en"), json.loads(json.dumps(one.as_json()))
        assert CHINESE.search(zh)
        assert not CHINESE.search(en)
        assert len(zh.splitlines()) == len(en.splitlines())
        assert document["missing"] + len(document["visits"]) == document["wanted"]
        assert ("unmet" in document) == (one.missing > 0)


def points_of(week: Problem, standing: Roster) -> dict[str, int]:
    """The audit's own count of a whole roster."""
    return audit(week, standing, default_policy()).score.by_rule


def test_the_points_of_a_choice_are_what_the_roster_counts_with_it_less_without_it() -> None:
    week = scenarios.get("four_pilots").build()
    standing = by_hand(week)
    whole = points_of(week, standing)

    for one in standing.visits[::7]:
        (choice,) = [
            choice
            for choice in explain(week, standing, default_policy(), one.need).choices
            if choice.stop.visit.start == one.start
        ]

        without = points_of(week, roster(*(other for other in standing.visits if other is not one)))
        assert choice.points == {rule: whole[rule] - without[rule] for rule in whole if whole[rule] != without[rule]}

"""One relaxation is suggested, the smallest of those under which a visit really breaks nothing."""

import pytest

import scenarios
from matcher.domain import Problem
from matcher.explain import unmet
from matcher.policy import default_policy
from tests.building import cadre, need, policy, problem, roster, visit, volunteer, window, windows
from tests.explain.asking import by_hand, carried_out, suggested

MORNING = [window("09:00", "10:00")]

CASES = {
    "a volunteer's window opened a little longer": (
        # ten minutes there, 60 of service, ten back: 80 minutes, and there are 75
        problem([need()], [volunteer(availability=[window("09:00", "10:15")])], [cadre("c1", where=10)]),
        [],
        "volunteer v1 were free on 11-23 08:55–10:15 (5 minutes longer)",
    ),
    "a wider circle": (
        problem([need()], cadres=[cadre("c1", where=19)]),
        [],
        "the circle were 20 instead of 15 minutes",
    ),
    "a circle wider by ten": (
        problem([need()], cadres=[cadre("c1", where=25)]),
        [],
        "the circle were 25 instead of 15 minutes",
    ),
    "a higher limit of the week": (
        problem([need()], [volunteer(max_minutes_per_week=50)]),
        [],
        "volunteer v1 might serve 60 minutes a week instead of 50",
    ),
    "the policy's limit of the day": (
        problem(
            [need(minutes=200, windows=[window("06:00", "10:00")]), need("busy", of="c2", minutes=60)],
            [volunteer(availability=[window("06:00", "12:00")])],
        ),
        [visit("busy", "10:00", "v1")],
        "volunteer v1 might serve 260 minutes a day instead of 240",
    ),
    "a window of the need a little longer": (
        problem([need(windows=MORNING), need("busy", of="c2")]),
        [visit("busy", "08:15", "v1")],
        "the need's window were 11-23 09:00–10:15 (15 minutes longer)",
    ),
    "another half-day": (
        problem([need(windows=MORNING)], [volunteer(availability=[window("14:00", "16:00")])]),
        [],
        "the need could be served on 11-23 14:00–15:00 too",
    ),
    "another date": (
        # a new window of the volunteer would take 60 + 80 minutes, the next date 120 + 10
        problem(
            [need(windows=MORNING, minutes=60)],
            [volunteer(availability=[window("09:00", "10:30", day=1)])],
            [cadre("c1", where=10)],
        ),
        [],
        "the need could be served on 11-24 09:10–10:10 too",
    ),
    "a smaller gap": (
        problem(
            [need(visits=2, min_gap_days=3, windows=windows("09:00", "10:00", (0, 2)))],
            [volunteer(availability=windows("09:00", "10:00", (0, 2)))],
        ),
        [visit("n1", "09:00", "v1")],
        "visits of the need might be 2 days apart instead of 3",
    ),
    "one volunteer fewer": (
        problem([need(crew=2)]),
        [],
        "1 volunteer was enough instead of 2",
    ),
    "the second of a crew for longer": (
        problem(
            [need(crew=2, windows=MORNING)], [volunteer("v1"), volunteer("v2", availability=[window("09:10", "12:00")])]
        ),
        [],
        "volunteer v2 were free on 11-23 09:00–12:00 (10 minutes longer)",
    ),
    "another time for a crew": (
        problem(
            [need(crew=2, windows=MORNING)],
            [volunteer(name, availability=[window("14:00", "16:00")]) for name in ("v1", "v2")],
        ),
        [],
        "the need could be served on 11-23 14:00–15:00 too",
    ),
    "any gender": (problem([need(gender="F")], [volunteer(gender="M")]), [], "who is not female were accepted"),
    "any language": (
        problem([need(languages=["za", "yue"])], [volunteer(languages=["zh"])]),
        [],
        "who does not speak Zhuang or Cantonese were accepted",
    ),
    "a certificate renewed": (
        problem(
            [need(qualifications=["nurse"])],
            [volunteer(qualifications=[{"name": "nurse", "valid_until": "2026-11-22"}])],
        ),
        [],
        "volunteer v1 had the certificate nurse renewed",
    ),
    "one service more": (
        problem([need(service="legal")]),
        [],
        "volunteer v1 offered legal too",
    ),
    "an exclusion lifted": (
        problem([need(excluded_volunteers=["v1"])]),
        [],
        "the need no longer excluded volunteer v1",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_smallest_relaxation_is_found_and_serves_the_need_once_carried_out(case: str) -> None:
    week, visits, expected = CASES[case]

    chosen = suggested(week, roster(*visits), "n1")

    assert chosen is not None
    assert chosen.relaxation.clause.en.endswith(expected)
    assert carried_out(week, roster(*visits), "n1", chosen) == []


def advice_for(week: Problem) -> str:
    """What is suggested for the only need of a week in which nothing is planned yet."""
    (only,) = unmet(week, roster(), default_policy())
    assert only.suggestion is not None
    return only.suggestion.en


def test_a_relaxation_that_only_moves_the_obstacle_is_not_suggested() -> None:
    # ten minutes too far, and too short a morning for the way there and back
    week = problem([need()], [volunteer(availability=[window("09:00", "10:20")])], [cadre("c1", where=25)])

    chosen = suggested(week, roster(), "n1")

    assert chosen is None


def test_where_it_takes_two_both_rules_are_named() -> None:
    week = problem([need(gender="F", qualifications=["nurse"])], [volunteer(gender="M")])

    advice = advice_for(week)

    assert advice == (
        "No single relaxation that was tried would serve it; the nearest miss breaks 2 rules at once "
        "(language_and_gender, qualification_valid)."
    )


def test_a_circle_of_another_policy_is_widened_from_where_it_is() -> None:
    narrow = policy(service_circle={"minutes": 5})
    week = problem([need()], cadres=[cadre("c1", where=8)])

    chosen = suggested(week, roster(), "n1", narrow)

    assert chosen is not None
    assert chosen.relaxation.clause.zh == "服务圈由5分钟放宽到10分钟"
    assert carried_out(week, roster(), "n1", chosen, narrow) == []


def test_nothing_is_relaxed_where_nothing_stands_in_the_way() -> None:
    week = problem([need()])

    advice = advice_for(week)

    assert advice == "Solve again with more time, or place it by hand: volunteer v1 on 11-23 08:00."


@pytest.mark.parametrize(
    ("name", "size"), [("four_pilots", "normal"), ("station_week", "small"), ("study_groups", None)]
)
def test_every_suggestion_of_a_scenario_serves_its_need_once_carried_out(name: str, size: str | None) -> None:
    week = scenarios.get(name).build(size)
    standing = by_hand(week)
    served: dict[str, int] = {need.id: 0 for need in week.needs}
    for one in standing.visits:
        served[one.need] += 1
    lacking = [need.id for need in week.needs if served[need.id] < need.visits]

    chosen = {of: found for of in lacking if (found := suggested(week, standing, of)) is not None}

    assert chosen
    assert {of: carried_out(week, standing, of, found) for of, found in chosen.items()} == {of: [] for of in chosen}

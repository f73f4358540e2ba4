"""Sixteen needs that nobody can serve, each for its own reason: what is said?"""

import pytest

import scenarios
from matcher.domain import Problem, Unmet
from matcher.explain import unmet
from matcher.policy import default_policy
from tests.building import roster
from tests.explain.asking import carried_out, in_both_languages, suggested

DECISIVE = {
    "nobody_offers_it": ("NO_SKILL", "service_match", 16),
    "out_of_circle": ("OUT_OF_CIRCLE", "service_circle", 1),
    "never_qualified": ("CERT_MISSING", "qualification_valid", 1),
    "certificate_ended": ("CERT_EXPIRED", "qualification_valid", 1),
    "other_language": ("LANGUAGE_REQUIRED", "language_and_gender", 1),
    "other_gender": ("GENDER_REQUIRED", "language_and_gender", 1),
    "excluded": ("BLOCKED_PAIR", "excluded_pair", 1),
    "nobody_free_then": ("NO_AVAILABILITY_IN_WINDOW", "availability", 1),
    "never_available": ("NO_AVAILABILITY_IN_WINDOW", "availability", 1),
    "too_short_with_the_way": ("NO_AVAILABILITY_IN_WINDOW", "availability", 1),
    "no_minutes_this_week": ("WEEK_LIMIT", "load_limits", 1),
    "no_minutes_this_day": ("DAY_LIMIT", "load_limits", 1),
    "no_visits_this_day": ("DAY_LIMIT", "load_limits", 1),
    "crew_too_large": ("NEEDS_CREW", "crew_together", 2),
    "no_start_on_the_grid": ("NO_START", "visit_window", 1),
    "nobody_but_oneself": ("SELF_BUSY", "one_person_one_place", 1),
}

HELPS = {
    "nobody_offers_it": "offered nobody_offers_it too",
    "never_qualified": "held the certificate physician",
    "certificate_ended": "had the certificate nurse renewed",
    "other_language": "who does not speak Zhuang were accepted",
    "other_gender": "who is not female were accepted",
    "excluded": "offered excluded too",
    # the morning is the only time at which anybody is available
    "nobody_free_then": "the need could be served on 11-23 08:05–08:35 too",
    # two minutes' way each, rounded outwards to five
    "never_available": "were free on 11-23 07:55–08:35 too",
    "too_short_with_the_way": "were free on 11-23 08:55–09:32 (5 minutes longer)",
    "no_minutes_this_week": "might serve 30 minutes a week instead of 0",
    "no_minutes_this_day": "might serve 60 minutes a day instead of 45",
    "no_visits_this_day": "might serve 1 visit a day instead of 0",
    "crew_too_large": "2 volunteers were enough instead of 3",
    # 09:05 + 30 minutes
    "no_start_on_the_grid": "window were 11-23 09:02–09:35 (1 minute longer)",
    "nobody_but_oneself": "offered nobody_but_oneself too",
}


@pytest.fixture(scope="module")
def week() -> Problem:
    return scenarios.get("impossible_monday").build()


@pytest.fixture(scope="module")
def told(week: Problem) -> dict[str, Unmet]:
    return {one.need: one for one in unmet(week, roster(), default_policy())}


def test_every_need_of_the_scenario_is_expected_here(week: Problem, told: dict[str, Unmet]) -> None:
    assert [need.id for need in week.needs] == list(told) == list(DECISIVE)


@pytest.mark.parametrize("need", DECISIVE)
def test_the_first_reason_is_the_rule_that_leaves_nobody(need: str, told: dict[str, Unmet]) -> None:
    first = told[need].reasons[0]

    assert (first.code, first.rule, first.volunteers) == DECISIVE[need]


@pytest.mark.parametrize("need", DECISIVE)
def test_the_first_reason_tells_the_whole_funnel_and_all_is_said_twice(need: str, told: dict[str, Unmet]) -> None:
    in_both_languages(told[need])

    assert "(16 volunteers → " in told[need].reasons[0].en
    assert "（16名志愿者 → " in told[need].reasons[0].zh
    assert told[need].suggestion is not None


@pytest.mark.parametrize("need", DECISIVE)
def test_no_name_of_a_person_is_told(need: str, week: Problem, told: dict[str, Unmet]) -> None:
    text = told[need].model_dump_json()

    assert not [person.name for person in (*week.cadres, *week.volunteers) if person.name in text]


@pytest.mark.parametrize("need", HELPS)
def test_the_smallest_relaxation_is_suggested(need: str, told: dict[str, Unmet]) -> None:
    advice = told[need].suggestion

    assert advice is not None
    assert HELPS[need] in advice.en


@pytest.mark.parametrize("need", HELPS)
def test_the_suggestion_serves_the_need_once_carried_out(need: str, week: Problem) -> None:
    chosen = suggested(week, roster(), need)

    assert chosen is not None
    assert carried_out(week, roster(), need, chosen) == []


def test_where_no_single_relaxation_helps_that_is_said(told: dict[str, Unmet]) -> None:
    # two and a half hours on foot: the circle would have to be ten times as large, and the morning is too short
    advice = told["out_of_circle"].suggestion

    assert advice is not None
    assert advice.en.startswith("No single relaxation that was tried would serve it; the nearest miss breaks 2 rules")

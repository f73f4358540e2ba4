"""A need that could be served if others were not: which visits won, and what the exchange would cost."""

from matcher.domain import Priority
from tests.building import cadre, need, policy, problem, published, visit, volunteer, window
from tests.explain.asking import codes, reasons

HOUR = [window("09:00", "10:00")]
PLAIN = policy(soft=["unmet_visit", "unserved_cadre", "travel"])


def test_a_need_that_lost_names_what_won_its_cadre_its_priority_and_both_numbers() -> None:
    week = problem(
        [
            need("urgent", of="c1", windows=HOUR, priority=Priority.HIGH),
            need("plain", of="c2", windows=HOUR, priority=Priority.NORMAL),
        ],
        cadres=[cadre("c1", where=2), cadre("c2", where=3)],
    )

    told = reasons(week, visit("urgent", "09:00", "v1"), policy=PLAIN)["plain"]

    # giving up "urgent": 4000 + 800; the way grows by 2 minutes to 6. "plain" saves 1000 + 800
    assert told[0].code == "LOWER_PRIORITY"
    assert told[0].en == (
        "Feasible alone, but others won: volunteer v1 could come on 11-23 09:00 only in place of the visit of need urgent "
        "(cadre c1, high priority, 11-23 09:00), which adds 3002 points and saves only 0."
    )
    assert "让位于其他服务" in told[0].zh
    assert "需求urgent（老干部c1，优先级高，11-23 09:00）的服务" in told[0].zh


def test_of_several_visits_in_the_way_the_one_that_costs_least_is_named() -> None:
    week = problem(
        [
            need("dear", of="c1", windows=HOUR, priority=Priority.HIGH),
            need("cheap", of="c2", windows=HOUR, priority=Priority.LOW),
            need("lost", of="c3", windows=HOUR, priority=Priority.LOW),
        ],
        [volunteer("v1"), volunteer("v2")],
    )

    told = reasons(week, visit("dear", "09:00", "v1"), visit("cheap", "09:00", "v2"), policy=PLAIN)["lost"]

    assert told[0].code == "LOWER_PRIORITY"
    assert told[0].volunteers == 2
    assert "volunteer v2" in told[0].en
    assert "need cheap" in told[0].en
    assert "need dear" not in told[0].en


def test_where_any_of_two_would_make_room_the_dearer_one_is_kept() -> None:
    # two hours a week, and an hour each: one of the two must go, whichever
    week = problem(
        [
            need("dear", of="c1", priority=Priority.HIGH),
            need("cheap", of="c2", priority=Priority.LOW),
            need("lost", of="c3", windows=HOUR, priority=Priority.LOW),
        ],
        [volunteer(max_minutes_per_week=120)],
    )

    told = reasons(week, visit("cheap", "08:00", "v1"), visit("dear", "10:00", "v1"), policy=PLAIN)["lost"]

    assert [reason.code for reason in told[:2]] == ["LOWER_PRIORITY", "WEEK_LIMIT"]
    assert "need cheap" in told[0].en
    assert "need dear" not in told[0].en


def test_two_short_visits_that_fill_one_long_window_are_both_named() -> None:
    morning = [window("09:00", "10:00")]
    week = problem(
        [
            need("first", of="c1", minutes=30, windows=morning),
            need("second", of="c2", minutes=30, windows=morning),
            need("long", of="c3", minutes=60, windows=morning),
        ],
    )

    told = reasons(week, visit("first", "09:00", "v1", minutes=30), visit("second", "09:30", "v1", minutes=30))["long"]

    assert told[0].code == "LOWER_PRIORITY"
    assert "need first" in told[0].en
    assert "need second" in told[0].en


def test_a_lower_priority_that_stands_in_the_way_of_a_higher_one_is_a_chance_the_search_missed() -> None:
    week = problem(
        [
            need("plain", of="c1", windows=HOUR, priority=Priority.LOW),
            need("urgent", of="c2", windows=HOUR, priority=Priority.HIGH),
        ],
    )

    told = reasons(week, visit("plain", "09:00", "v1"), policy=PLAIN)["urgent"]

    # 500 + 800 lost, 4000 + 800 saved; both live at place 0
    assert told[0].code == "TIME_LIMIT"
    assert "adds 0 points and saves 3500; the search ended before it found this" in told[0].en


def test_a_pinned_visit_in_the_way_is_a_conflict_with_the_pin() -> None:
    firm = published("kept", "09:00", "v1", pinned=True)
    week = problem([need("kept", of="c1", windows=HOUR), need("lost", of="c2", windows=HOUR)], published=[firm])

    told = reasons(week, visit("kept", "09:00", "v1"))["lost"]

    assert (told[0].code, told[0].rule) == ("PIN_CONFLICT", "pinned")
    assert "need kept" in told[0].en
    assert "已固定" in told[0].zh


def test_a_visit_that_may_be_given_up_is_named_rather_than_a_pinned_one() -> None:
    firm = published("kept", "09:00", "v1", pinned=True)
    week = problem(
        [
            need("kept", of="c1", windows=HOUR),
            need("loose", of="c2", windows=HOUR),
            need("lost", of="c3", windows=HOUR),
        ],
        [volunteer("v1"), volunteer("v2")],
        published=[firm],
    )

    told = reasons(week, visit("kept", "09:00", "v1"), visit("loose", "09:00", "v2"))["lost"]

    assert told[0].code == "LOWER_PRIORITY"
    assert "need loose" in told[0].en


def test_a_crew_that_lacks_one_names_whom_the_missing_one_serves_instead() -> None:
    week = problem(
        [need("pair", of="c1", crew=2, windows=HOUR), need("other", of="c2", windows=HOUR)],
        [volunteer("v1"), volunteer("v2")],
    )

    told = codes(week, visit("other", "09:00", "v2"))["pair"]

    assert told[0] == ("LOWER_PRIORITY", 2)


def test_a_visit_that_could_be_added_is_a_matter_of_time_and_says_what_it_saves() -> None:
    week = problem([need()], cadres=[cadre("c1", where=7)])

    told = reasons(week, policy=PLAIN)["n1"]

    # seven minutes there and seven back; 1000 for the visit and 800 for the cadre
    assert told[0].code == "TIME_LIMIT"
    assert "adds 14 points and saves 1800" in told[0].en
    assert "增加14分、节省1800分" in told[0].zh


def test_a_visit_that_costs_more_than_it_saves_says_both_numbers() -> None:
    dear = policy(soft=["unmet_visit", "travel"], unmet_visit={"normal": 10})
    week = problem([need()], cadres=[cadre("c1", where=7)])

    told = reasons(week, policy=dear)["n1"]

    assert told[0].code == "COSTS_MORE"
    assert "adds 14 points and saves only 10" in told[0].en


def test_the_volunteer_of_fewest_points_is_named_of_all_who_could_come() -> None:
    week = problem([need()], [volunteer("far", where=12), volunteer("near", where=1)])

    told = reasons(week, policy=PLAIN)["n1"]

    assert "volunteer near" in told[0].en
    assert "adds 2 points" in told[0].en


def test_where_others_are_not_in_the_way_nobody_is_said_to_have_won() -> None:
    week = problem([need("n1"), need("n2", of="c2", gender="F")])

    told = codes(week, visit("n1", "09:00", "v1"))["n2"]

    assert told == [("GENDER_REQUIRED", 1)]

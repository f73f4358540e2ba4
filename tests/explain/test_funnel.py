"""Volunteers are counted rule by rule, each as stopped by the first rule that stops them, as far as they get."""

from tests.building import cadre, need, problem, visit, volunteer, window, windows
from tests.explain.asking import codes, reasons

AFTERNOON = [window("14:00", "17:00")]


def test_each_volunteer_is_counted_where_they_are_stopped_and_the_last_rule_comes_first() -> None:
    people = [
        volunteer("offers_nothing", services=[]),
        volunteer("other_service", services=["legal"]),
        volunteer("no_nurse"),
        volunteer("lives_far", where=16, qualifications=[{"name": "nurse"}]),
        volunteer("lives_farther", where=20, qualifications=[{"name": "nurse"}]),
        volunteer("comes_later", qualifications=[{"name": "nurse"}], availability=AFTERNOON),
        volunteer("tired", qualifications=[{"name": "nurse"}], max_minutes_per_week=59),
    ]
    week = problem([need(qualifications=["nurse"])], people)

    told = codes(week)["n1"]

    assert told == [
        ("WEEK_LIMIT", 1),
        ("NO_SKILL", 2),
        ("CERT_MISSING", 1),
        ("OUT_OF_CIRCLE", 2),
        ("NO_AVAILABILITY_IN_WINDOW", 1),
    ]


def test_the_chain_names_how_many_are_left_after_each_rule_that_stops_somebody() -> None:
    people = [volunteer("v1", services=[]), volunteer("v2", where=16), volunteer("v3", availability=AFTERNOON)]
    week = problem([need()], people)

    first = reasons(week)["n1"][0]

    assert first.en.endswith("(3 volunteers → 2 offer it → 1 in the circle → 0 free then)")
    assert first.zh.endswith("（3名志愿者 → 2人提供该服务 → 1人在服务圈内 → 0人届时有空）")


def test_a_volunteer_whom_two_rules_would_stop_counts_once_with_the_first() -> None:
    week = problem([need(gender="F")], [volunteer(where=16, gender="M")])

    told = codes(week)["n1"]

    assert told == [("GENDER_REQUIRED", 1)]


def test_a_rule_that_asks_for_two_things_says_which_is_missing() -> None:
    asked = need(gender="F", languages=["za"], qualifications=["nurse"])
    lapsed = [{"name": "nurse", "valid_until": "2026-11-22"}]
    held = [{"name": "nurse"}]
    people = [
        volunteer("v1", qualifications=[]),
        volunteer("v2", qualifications=lapsed),
        volunteer("v3", qualifications=held, gender="F", languages=["zh"]),
        volunteer("v4", qualifications=held, gender="M", languages=["za"]),
    ]
    week = problem([asked], people)

    told = codes(week)["n1"]

    assert told == [("LANGUAGE_REQUIRED", 1), ("GENDER_REQUIRED", 1), ("CERT_MISSING", 1), ("CERT_EXPIRED", 1)]


def test_a_certificate_that_ends_within_the_week_stops_nobody_on_the_dates_before() -> None:
    held = [{"name": "nurse", "valid_until": "2026-11-24"}]
    asked = need(qualifications=["nurse"], windows=windows("08:00", "12:00", (1, 2)))
    week = problem([asked], [volunteer(qualifications=held, availability=windows("08:00", "12:00", (2,)))])

    told = codes(week)["n1"]

    # valid on Tuesday, available on Wednesday only
    assert told == [("NO_AVAILABILITY_IN_WINDOW", 1)]


def test_visits_of_the_need_close_dates_and_those_left_are_named() -> None:
    asked = need(visits=2, min_gap_days=2, windows=windows("08:00", "12:00", (0, 1, 2)))
    week = problem([asked], [volunteer(availability=windows("08:00", "12:00", (0, 1)))])

    told = reasons(week, visit("n1", "09:00", "v1"))["n1"]

    # Monday is taken, Tuesday too near, and on Wednesday v1 is not there
    assert told[0].code == "NO_AVAILABILITY_IN_WINDOW"
    assert "Its other visits leave only 11-25 open." in told[0].en
    assert "只剩11-25可排" in told[0].zh


def test_a_need_whose_visits_close_all_dates_lacks_room_between_them() -> None:
    asked = need(visits=3, min_gap_days=2, windows=windows("08:00", "12:00", (0, 1)))
    week = problem([asked], [volunteer(availability=windows("08:00", "12:00", (0, 1)))])

    told = codes(week, visit("n1", "09:00", "v1"))["n1"]

    assert told == [("DATE_GAP", 1)]


def test_a_cadre_who_is_visited_all_the_time_is_the_reason_whoever_could_come() -> None:
    short = [window("09:00", "10:00")]
    week = problem([need("n1", windows=short), need("n2", windows=short)], [volunteer("v1"), volunteer("v2")])

    told = codes(week, visit("n1", "09:00", "v1"))["n2"]

    assert told == [("LOWER_PRIORITY", 2), ("CADRE_BUSY", 2)]


def test_a_cadre_who_is_out_serving_can_not_be_visited_whoever_could_come() -> None:
    hour = [window("09:00", "10:00")]
    week = problem(
        [need("n1", of="c1", windows=hour), need("n2", of="c2", windows=hour)],
        [volunteer("v1"), volunteer("v2", cadre="c1")],
    )

    told = reasons(week, visit("n2", "09:00", "v2"))["n1"]

    assert [(reason.code, reason.volunteers) for reason in told[:2]] == [("LOWER_PRIORITY", 2), ("SELF_BUSY", 2)]
    assert told[1].zh.startswith("凡可安排的时间，老干部本人都在外出做志愿服务。")


def test_a_need_without_windows_and_a_week_without_volunteers_are_told_as_they_are() -> None:
    without_windows, without_people = problem([need(windows=[])]), problem([need()], [])

    told = codes(without_windows)["n1"], codes(without_people)["n1"]

    assert told == ([("NO_WINDOW", 1)], [("NO_VOLUNTEER", 0)])


def test_a_crew_that_nobody_completes_counts_those_who_could_come() -> None:
    people = [volunteer("v1"), volunteer("v2", availability=[window("08:00", "09:30")]), volunteer("v3", services=[])]
    early_and_late = [window("08:00", "09:00"), window("11:00", "12:00")]
    week = problem([need(crew=3, windows=early_and_late)], people)

    told = reasons(week)["n1"]

    assert (told[0].code, told[0].volunteers) == ("NEEDS_CREW", 2)
    assert "3 volunteers are needed together, and at most 2 could come at the same time." in told[0].en
    # both live at place 0, as the cadre does
    assert told[-1].en == "Nearest: volunteers v1 and v2 could come on 11-23 08:00, 2 of the 3 needed."


def test_a_crew_larger_than_all_who_may_ever_serve_is_said_beside_what_stops_them() -> None:
    week = problem([need(crew=6)], [volunteer("v1", availability=AFTERNOON), volunteer("v2", services=[])])

    told = codes(week)["n1"]

    assert told == [("NO_AVAILABILITY_IN_WINDOW", 1), ("NEEDS_CREW", 1), ("NO_SKILL", 1)]


def test_the_nearest_miss_is_who_breaks_fewest_rules_by_least() -> None:
    people = [
        volunteer("two_rules", where=16, max_visits_per_day=0),
        volunteer("far", where=22),
        volunteer("near", where=21),
        volunteer("without", services=[]),
    ]
    week = problem([need()], people)

    nearest = reasons(week)["n1"][-1]

    # 21 minutes are 6 too many; only those in the circle come before those who don't offer it
    assert (nearest.code, nearest.rule) == ("NEAREST_MISS", "service_circle")
    assert nearest.en.startswith("Nearest: volunteer near on 11-23 08:25.")
    assert "21 minutes from base to need n1, at most 15" in nearest.en


def test_travel_between_visits_is_told_apart_from_not_being_free() -> None:
    hour = [window("09:00", "10:00")]
    week = problem(
        [need("n1"), need("n2", of="c2", windows=hour)], cadres=[cadre("c1", where=10), cadre("c2", where=0)]
    )

    told = codes(week, visit("n1", "10:00", "v1"))["n2"]

    # back at place 10 by 10:00 takes ten minutes after 10:00
    assert told == [("LOWER_PRIORITY", 1), ("TRAVEL_GAP", 1)]

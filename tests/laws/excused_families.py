"""A family of tiny weeks for each rule that may be overridden: one visit is excused from it, and no other."""

from collections.abc import Sequence

from matcher.domain import Problem
from tests.building import cadre, need, overriding, policy, problem, published, volunteer, window, windows
from tests.laws.enumeration import Choices, Crew
from tests.laws.family import Family, family

ALONE: Sequence[Crew] = [("v1",), ("v2",)]


def excused(rule: str, week: Problem, clocks: list[str], crews: Sequence[Crew] = ALONE) -> Family:
    """Under a policy that marks the rule overridable; eased by switching it off, or, where it can't be off, by wide windows."""
    marked = policy(**{rule: {"overridable": True}})
    if rule == "visit_window":
        wide = week.revised(needs=[one.revised(windows=windows("06:00", "14:00", range(2))) for one in week.needs])
        return Family(rule, week, marked, (wide, marked), Choices(clocks, crews))
    return Family(rule, week, marked, (week, policy(off=[rule])), Choices(clocks, crews))


@family
def excused_service_match() -> Family:
    dates = windows("08:00", "12:00", range(2))
    asked = [need(service="legal", visits=2, windows=dates), need("n2", of="c2", service="legal", windows=dates)]
    people = [volunteer("v1", availability=dates), volunteer("v2", availability=dates, services=["legal"])]
    stands = published("n1", "09:00", "v1", overrides=overriding("service_match"))
    return excused("service_match", problem(asked, people, days=2, grid=60, published=[stands]), ["08:00", "09:00"])


@family
def excused_qualification_valid() -> Family:
    dates = windows("08:00", "12:00", range(2))
    asked = [need(visits=2, windows=dates, qualifications=["nurse"]), need("n2", of="c2", qualifications=["nurse"])]
    people = [
        volunteer("v1", availability=dates, qualifications=[{"name": "nurse", "valid_until": "2026-11-22"}]),
        volunteer("v2", availability=dates, qualifications=[{"name": "nurse"}]),
    ]
    stands = published("n1", "09:00", "v1", day=1, overrides=overriding("qualification_valid"))
    return excused(
        "qualification_valid", problem(asked, people, days=2, grid=60, published=[stands]), ["08:00", "09:00"]
    )


@family
def excused_language_and_gender() -> Family:
    dates = windows("08:00", "12:00", range(2))
    asked = [need(visits=2, windows=dates, gender="F"), need("n2", of="c2", gender="F", languages=["za"])]
    people = [volunteer("v1", availability=dates, gender="M"), volunteer("v2", availability=dates, gender="F")]
    stands = published("n1", "09:00", "v1", overrides=overriding("language_and_gender"))
    return excused(
        "language_and_gender", problem(asked, people, days=2, grid=60, published=[stands]), ["08:00", "09:00"]
    )


@family
def excused_excluded_pair() -> Family:
    """A crew of two, only one of whom is excluded."""
    dates = windows("08:00", "12:00", range(2))
    asked = [need(visits=2, crew=2, windows=dates, excluded_volunteers=["v1"]), need("n2", of="c2")]
    people = [volunteer(name, availability=dates) for name in ("v1", "v2", "v3")]
    stands = published("n1", "09:00", "v1", "v2", overrides=overriding("excluded_pair"))
    week = problem(asked, people, days=2, grid=60, published=[stands])
    return excused("excluded_pair", week, ["08:00", "09:00"], [("v1",), ("v1", "v2"), ("v2", "v3")])


@family
def excused_service_circle() -> Family:
    dates = windows("08:00", "12:00", range(2))
    asked = [need(visits=2, windows=dates), need("n2", of="c2", windows=dates)]
    people = [volunteer("v1", 16, availability=dates), volunteer("v2", 4, availability=dates)]
    stands = published("n1", "09:00", "v1", overrides=overriding("service_circle"))
    week = problem(asked, people, [cadre("c2", 3)], days=2, grid=30, published=[stands])
    return excused("service_circle", week, ["09:00", "10:30"])


@family
def excused_from_two_rules() -> Family:
    """Too far and not offered: on the date on which both are overridden, and not where only one is."""
    dates = windows("08:00", "12:00", range(2))
    asked = [need(visits=2, windows=dates, service="legal"), need("n2", of="c2", service="legal")]
    people = [volunteer("v1", 16, availability=dates), volunteer("v2", 4, availability=dates, services=["legal"])]
    stands = [
        published("n1", "09:00", "v1", overrides=overriding("service_circle", "service_match")),
        published("n1", "09:00", "v2", day=1, overrides=overriding("service_circle")),
    ]
    week = problem(asked, people, days=2, grid=30, published=stands)
    both = policy(service_circle={"overridable": True}, service_match={"overridable": True})
    return Family(
        "service_circle",
        week,
        both,
        (week, policy(off=["service_circle", "service_match"])),
        Choices(["09:00", "10:30"], ALONE),
    )


@family
def excused_visit_window() -> Family:
    """On Monday it stands an hour too early for the window, on Tuesday there is none."""
    dates = windows("06:00", "14:00", range(2))
    asked = [
        need(visits=2, windows=[window("08:00", "12:00")], preferred=[window("08:00", "10:00")]),
        need("n2", of="c2", windows=[window("08:00", "12:00")]),
    ]
    stands = [
        published("n1", "07:30", "v1", overrides=overriding("visit_window")),
        published("n1", "13:00", "v2", day=1, overrides=overriding("visit_window")),
    ]
    people = [volunteer("v1", availability=dates), volunteer("v2", availability=dates)]
    week = problem(asked, people, days=2, grid=30, published=stands)
    return excused("visit_window", week, ["07:30", "08:00", "13:00"])


@family
def excused_load_limits() -> Family:
    """Volunteer v1 may make one visit a day of at most 60 minutes, 80 a week; what is excused on Monday comes on top."""
    dates = windows("08:00", "12:00", range(2))
    asked = [
        need("n1", visits=2, windows=dates),
        need("n2", of="c2", minutes=30, visits=2, windows=dates),
    ]
    limits = {"max_visits_per_day": 1, "max_minutes_per_day": 60, "max_minutes_per_week": 80}
    people = [volunteer("v1", availability=dates, **limits), volunteer("v2", availability=dates)]
    stands = published("n1", "09:00", "v1", overrides=overriding("load_limits"))
    week = problem(asked, people, days=2, grid=60, published=[stands])
    return excused("load_limits", week, ["08:00", "09:00", "11:00"])

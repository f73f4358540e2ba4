"""A family of tiny weeks for each hard rule."""

from matcher.domain import Problem
from tests.building import cadre, matrix, need, problem, published, volunteer, window, windows
from tests.laws.enumeration import Crew, subsets
from tests.laws.family import Family, family, other_data, switched


@family
def service_match() -> Family:
    asked = [need("n1", service="legal"), need("n2", of="c2"), need("n3", of="c3", service="legal", crew=2)]
    offered = [volunteer("v1", services=["legal"]), volunteer("v2", services=["legal", "household"])]
    return switched("service_match", problem(asked, offered, days=1, grid=60), ["08:00", "09:00", "11:00"])


@family
def qualification_valid() -> Family:
    dates = windows("08:00", "12:00", range(2))
    asked = [need(visits=2, windows=dates, qualifications=["nurse"]), need("n2", of="c2", windows=dates)]
    until_monday = [{"name": "nurse", "valid_until": "2026-11-23"}]
    held = [
        volunteer("v1", availability=dates, qualifications=until_monday),
        volunteer("v2", availability=dates, qualifications=[*until_monday, {"name": "nurse"}]),
        volunteer("v3", availability=dates, qualifications=[{"name": "driver"}]),
    ]
    crews = [("v1",), ("v2",), ("v3",)]
    return switched("qualification_valid", problem(asked, held, days=2, grid=60), ["08:00", "09:00"], crews)


@family
def language_and_gender() -> Family:
    asked = [
        need("n1", languages=["za", "zh"]),
        need("n2", of="c2", gender="F"),
        need("n3", of="c3", gender="M", languages=["en"]),
    ]
    people = [volunteer("v1", languages=["zh", "en"], gender="M"), volunteer("v2", languages=["za"])]
    return switched("language_and_gender", problem(asked, people, days=1, grid=60), ["08:00", "09:00", "10:00"])


@family
def excluded_pair() -> Family:
    asked = [
        need("n1", excluded_volunteers=["v1"]),
        need("n2"),
        need("n3", of="c3", crew=2, excluded_volunteers=["v2"]),
    ]
    week = problem(asked, [volunteer("v1"), volunteer("v2")], days=1, grid=60)
    return switched("excluded_pair", week, ["08:00", "09:00", "10:00"])


@family
def excluded_pair_by_date() -> Family:
    dates = windows("08:00", "12:00", range(2))
    asked = [
        need("n1", visits=2, windows=dates, declined=[{"volunteer": "v1", "date": "2026-11-24"}]),
        need("n2", of="c2", windows=dates, declined=[{"volunteer": "v2", "date": "2026-11-23"}]),
    ]
    people = [volunteer("v1", availability=dates), volunteer("v2", availability=dates)]
    return switched("excluded_pair", problem(asked, people, days=2, grid=60), ["08:00", "09:00"], [("v1",), ("v2",)])


@family
def visit_window() -> Family:
    def week(grid: int, *hours: tuple[str, str]) -> Problem:
        wanted = need(minutes=30, windows=[window(*each) for each in hours])
        return problem([wanted, need("n2", minutes=60)], [volunteer("v1"), volunteer("v2")], days=1, grid=grid)

    clocks = ["07:30", "08:00", "08:15", "08:30", "09:00", "09:15", "09:30", "10:00", "11:00", "11:30"]
    strict = week(30, ("08:15", "09:20"), ("09:30", "10:00"), ("11:00", "11:30"))
    return other_data("visit_window", strict, week(15, ("08:00", "12:00")), clocks)


@family
def availability() -> Family:
    def week(*of_v1: tuple[str, str]) -> Problem:
        people = [volunteer("v1", 15, availability=[window(*each) for each in of_v1]), volunteer("v2", 0)]
        return problem([need("n1", minutes=30), need("n2", of="c2")], people, [cadre("c2", 15)], days=1, grid=15)

    clocks = ["08:00", "08:15", "08:30", "09:30", "09:45", "10:00", "10:15", "10:45", "11:00"]
    return other_data("availability", week(("08:00", "09:30"), ("09:30", "11:30")), week(("07:30", "12:30")), clocks)


@family
def travel_between() -> Family:
    def week(up: int, down: int) -> Problem:
        points = ["c1", "c2", "c3", "v1", "v2"]
        ways = [[0 if a == b else up if a < b else down for b in range(5)] for a in range(5)]
        asked = [need("n1", minutes=30), need("n2", of="c2", minutes=30), need("n3", of="c3", minutes=30, crew=2)]
        mode = {"walk": matrix(points, ways)}
        return problem(asked, [volunteer("v1"), volunteer("v2")], days=1, grid=15, travel=mode)

    return other_data("travel_between", week(10, 15), week(0, 0), ["08:15", "08:45", "09:00", "11:15"])


@family
def detours_are_shorter() -> Family:
    """Alone, n2 does not fit into the 40 minutes of v1: 15 + 30 + 1. After n1 it does: 1 + 5 + 1 + 30 + 1."""

    def week(direct: int) -> Problem:
        ways = matrix(["c1", "c2", "v1", "v2"], [[0, 1, 1, 1], [1, 0, 1, 1], [1, direct, 0, 1], [1, 9, 1, 0]])
        asked = [need("n1", minutes=5), need("n2", of="c2", minutes=30)]
        people = [volunteer("v1", availability=[window("09:00", "09:40")]), volunteer("v2")]
        return problem(asked, people, days=1, grid=1, travel={"walk": ways})

    clocks = ["09:00", "09:01", "09:03", "09:06", "09:07", "09:09", "09:15", "09:32"]
    return other_data("travel_between", week(15), week(3), clocks)


@family
def service_circle() -> Family:
    homes = [cadre("c1", 4), cadre("c2", 15)]
    people = [volunteer("v1", 0), volunteer("v2", 20)]
    week = problem([need("n1"), need("n2", of="c2"), need("n3", of="c3")], people, homes, days=1, grid=30)
    return switched("service_circle", week, ["08:30", "10:00", "10:30"], minutes=11)


@family
def load_limits() -> Family:
    dates = windows("08:00", "12:00", range(2))
    asked = [need("n1", minutes=60, visits=2, windows=dates), need("n2", of="c2", minutes=30, visits=2, windows=dates)]
    people = [
        volunteer("v1", availability=dates, max_visits_per_day=1, max_minutes_per_week=90),
        volunteer("v2", availability=dates, max_minutes_per_day=80),
        volunteer("v3", availability=dates, max_minutes_per_week=0),
    ]
    crews = [("v1",), ("v2",), ("v3",)]
    return switched("load_limits", problem(asked, people, days=2, grid=60), ["08:00", "09:00"], crews)


@family
def policy_limits() -> Family:
    """Volunteers without limits of their own."""
    asked = [need(f"n{k}", of=f"c{k}", minutes=30) for k in range(1, 5)]
    week = problem(asked, [volunteer("v1"), volunteer("v2", max_visits_per_day=3)], days=1, grid=30)
    clocks, alone = ["08:00", "08:30", "09:00"], [("v1",), ("v2",)]
    return switched("load_limits", week, clocks, alone, visits_per_day=2, minutes_per_day=70, minutes_per_week=70)


@family
def weekly_frequency() -> Family:
    def week(visits: int, gap: int) -> Problem:
        dates = windows("08:00", "12:00", range(3))
        people = [volunteer(name, availability=dates) for name in ("v1", "v2")]
        return problem([need(visits=visits, min_gap_days=gap, windows=dates)], people, days=3, grid=60)

    return other_data("weekly_frequency", week(2, 2), week(3, 0), ["08:00", "10:00"], [("v1",), ("v2",)], a_day=2)


@family
def crew_together() -> Family:
    def week(*crews: int) -> Problem:
        asked = [need(f"n{k}", of=f"c{k}", crew=crew) for k, crew in enumerate(crews)]
        return problem(asked, [volunteer(f"v{k}") for k in range(1, 4)], days=1, grid=60)

    crews: list[Crew] = [(), *subsets("v1", "v2", "v3"), ("v2", "v2"), ("v1", "v3", "v3")]
    return other_data("crew_together", week(2, 3), week(1, 1), ["08:00", "09:00"], crews)


@family
def one_visit_at_a_time() -> Family:
    asked = [need("n1", also_cadres=["c2"]), need("n2", of="c2", minutes=30), need("n3", of="c3", also_cadres=["c1"])]
    week = problem(asked, [volunteer(f"v{k}") for k in range(1, 4)], days=1, grid=30)
    crews = [("v1",), ("v2",), ("v3",)]
    return switched("one_visit_at_a_time", week, ["08:00", "08:30", "09:00", "09:30"], crews)


@family
def one_person_one_place() -> Family:
    asked = [need("n1", minutes=30), need("n2", of="c2", minutes=30), need("n3", of="c3", also_cadres=["c1"])]
    people = [volunteer("v1", cadre="c1"), volunteer("v2", 5), volunteer("v3", 10, cadre="c3")]
    week = problem(asked, people, [cadre("c2", 10), cadre("c3", 5)], days=1, grid=15)
    crews = [("v1",), ("v2",), ("v3",)]
    return switched("one_person_one_place", week, ["08:15", "08:45", "09:30", "10:45"], crews)


@family
def pinned() -> Family:
    dates = windows("08:00", "12:00", range(2))
    asked = [need("n1", visits=2, windows=dates), need("n2", of="c2", crew=2, windows=dates)]
    people = [volunteer("v1", availability=dates), volunteer("v2", availability=dates)]
    stand = [published("n1", "09:00", "v2", pinned=True), published("n2", "09:00", "v1", "v2", day=1, pinned=True)]
    loose = [published("n1", "10:00", "v1", day=1)]
    week = problem(asked, people, days=2, grid=60, published=[*stand, *loose])
    return switched("pinned", week, ["09:00", "10:00"])

"""A family of tiny weeks for each soft rule."""

from itertools import combinations

from tests.building import cadre, knows, need, problem, published, station, volunteer, window, windows
from tests.laws.family import Family, family, switched


@family
def unmet_visit() -> Family:
    dates = windows("08:00", "12:00", range(2))
    asked = [
        need("n1", visits=3, priority="emergency", windows=dates),
        need("n2", of="c2", priority="low", windows=dates),
        need("n3", of="c3", priority="high"),
    ]
    week = problem(asked, [volunteer("v1", availability=dates)], days=2, grid=60)
    return switched("unmet_visit", week, ["08:00", "09:00"], [("v1",)], high=7)


@family
def unserved_cadre() -> Family:
    asked = [need("n1", also_cadres=["c2"]), need("n2", of="c2"), need("n3", of="c3", also_cadres=["c1", "c3", "c1"])]
    week = problem(asked, [volunteer("v1"), volunteer("v2")], days=1, grid=60)
    return switched("unserved_cadre", week, ["08:00", "09:00", "10:00"], points=801)


@family
def travel() -> Family:
    homes = [cadre("c1", 3), cadre("c2", 11), cadre("c3", 14)]
    people = [volunteer("v1", 2, availability=[window("08:00", "09:45"), window("09:45", "12:00")]), volunteer("v2", 9)]
    asked = [need("n1", minutes=30), need("n2", of="c2", crew=2, minutes=30), need("n3", of="c3", minutes=30)]
    return switched("travel", problem(asked, people, homes, days=1, grid=15), ["08:15", "09:00", "10:15"], points=3)


@family
def unfamiliar() -> Family:
    asked = [need("n1", preferred_volunteers=["v2"]), need("n2", of="c2", crew=2), need("n3", also_cadres=["c2"])]
    met = [knows("v1", "c2"), knows("v2", "c2", visits=0), knows("v2", "c1")]
    week = problem(asked, [volunteer("v1"), volunteer("v2")], days=1, grid=60, history=met)
    return switched("unfamiliar", week, ["08:00", "09:00", "10:00"], points=11)


@family
def many_faces() -> Family:
    dates = windows("08:00", "12:00", range(3))
    people = [volunteer(f"v{k}", availability=dates) for k in range(1, 4)]
    week = problem([need("n1", visits=3, windows=dates)], people, days=3, grid=60)
    return switched("many_faces", week, ["08:00", "09:00"], [("v1",), ("v2",), ("v3",)], points=16)


@family
def many_faces_of_crews() -> Family:
    dates = windows("08:00", "12:00", range(3))
    people = [volunteer(f"v{k}", availability=dates) for k in range(1, 5)]
    week = problem([need("n1", visits=3, crew=2, windows=dates)], people, days=3, grid=60)
    return switched("many_faces", week, ["09:00"], list(combinations(("v1", "v2", "v3", "v4"), 2)))


@family
def load_balance() -> Family:
    asked = [need("n1", minutes=45), need("n2", of="c2", minutes=65), need("n3", of="c3", minutes=90, crew=2)]
    people = [volunteer("v1", max_minutes_per_week=200), volunteer("v2")]
    return switched("load_balance", problem(asked, people, days=1), ["08:00", "09:05", "10:30"], minutes_per_week=480)


@family
def preferred_time() -> Family:
    dates = windows("08:00", "12:00", range(2))
    liked = [window("08:50", "09:40"), window("09:30", "10:00"), window("10:20", "10:25"), window("11:00", "11:01")]
    asked = [need("n1", visits=2, windows=dates, preferred=liked)]
    week = problem(asked, [volunteer("v1", availability=dates), volunteer("v2")], days=2, grid=10)
    clocks = ["08:00", "08:30", "08:50", "09:00", "09:30", "09:40", "09:50", "10:00", "10:20", "10:50", "11:00"]
    return switched("preferred_time", week, clocks, points=6)


@family
def cross_station() -> Family:
    homes = [cadre("c1"), cadre("c2", station="s2")]
    people = [volunteer("v1"), volunteer("v2", station="s2")]
    asked = [need("n1"), need("n2", of="c2", crew=2), need("n3", of="c1", also_cadres=["c2"])]
    week = problem(asked, people, homes, days=1, grid=60, stations=[station("s1"), station("s2", 5)])
    return switched("cross_station", week, ["08:00", "09:00", "10:00"], points=9)


@family
def changed_visit() -> Family:
    dates = windows("08:00", "12:00", range(2))
    before = [
        published("n1", "09:00", "v1"),
        published("n1", "08:00", "v2", day=1),
        published("n2", "10:00", "v2", "v1", day=1),
    ]
    asked = [need("n1", visits=2, windows=dates), need("n2", of="c2", crew=2, windows=dates)]
    people = [volunteer("v1", availability=dates), volunteer("v2", availability=dates)]
    week = problem(asked, people, days=2, grid=60, published=before)
    return switched("changed_visit", week, ["09:00", "10:00"], changed=61, moved=11)

"""An engine's answer is counted by the audit; what breaks a rule is taken off, and nothing else."""

from datetime import datetime, timedelta

from benchmarks.peers.judging import judged, points_of_nothing
from matcher.domain import Cadre, Need, Point, Problem, Roster, Station, TravelMode, Visit, Volunteer, Week, Window

HERE = Point(lat=24.35, lon=109.40)
EIGHT = datetime(2026, 11, 23, 8, 0)
MORNING = Window(start=EIGHT, end=EIGHT + timedelta(hours=4))


def two_neighbours() -> Problem:
    """Two cadres and a volunteer at one place, an hour of household help for each cadre."""
    return Problem(
        week=Week(start=EIGHT.date(), days=1),
        timezone="Asia/Shanghai",
        travel={"walk": TravelMode(metres_per_minute=75)},
        stations=(Station(id="s", location=HERE),),
        cadres=tuple(Cadre(id=f"c{number}", station="s", location=HERE) for number in (1, 2)),
        volunteers=(Volunteer(id="v", station="s", location=HERE, services=("household",), availability=(MORNING,)),),
        needs=tuple(
            Need(id=f"n{number}", cadre=f"c{number}", service="household", minutes=60, windows=(MORNING,))
            for number in (1, 2)
        ),
    )


def visit(need: str, hour: int) -> Visit:
    """An hour of the volunteer."""
    return Visit(
        need=need,
        start=EIGHT.replace(hour=hour),
        end=EIGHT.replace(hour=hour + 1),
        volunteers=("v",),
    )


def test_nothing_costs_every_visit_and_every_cadre() -> None:
    # two ordinary visits, two cadres whom nobody serves
    assert points_of_nothing(two_neighbours()) == 2 * 1000 + 2 * 800


def test_a_clean_answer_keeps_all_its_visits() -> None:
    verdict = judged(two_neighbours(), Roster(visits=(visit("n1", 8), visit("n2", 9))))

    assert (verdict.violations, verdict.taken_off, verdict.unmet) == (0, 0, 0)
    # a stranger to both
    assert verdict.points == 2 * 10


def test_of_two_visits_at_once_one_is_taken_off() -> None:
    verdict = judged(two_neighbours(), Roster(visits=(visit("n1", 8), visit("n2", 8))))

    assert verdict.violations == 1
    assert (verdict.taken_off, verdict.unmet) == (1, 1)
    # one visit missing, one cadre unserved, one stranger
    assert verdict.points == 1000 + 800 + 10


def test_a_visit_out_of_its_window_is_taken_off_and_the_other_stays() -> None:
    verdict = judged(two_neighbours(), Roster(visits=(visit("n1", 8), visit("n2", 13))))

    assert verdict.violations > 0
    assert (verdict.taken_off, verdict.unmet) == (1, 1)
    assert verdict.points == 1000 + 800 + 10

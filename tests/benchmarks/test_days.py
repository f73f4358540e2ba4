"""The days on which engines are compared have what they promise, and are read as the audit reads them."""

from functools import cache

import pytest

import scenarios
from benchmarks.peers.day import Day, Placed
from benchmarks.peers.days import KINDS, day_problem
from benchmarks.peers.judging import judged, points_of_nothing, visits_of
from benchmarks.peers.reading import day_of
from benchmarks.peers.shares import divided_limits
from benchmarks.peers.stations import by_station
from matcher.audit import audit
from matcher.domain import Roster
from matcher.policy import default_policy


@cache
def day(visits: int = 16, kind: str = "plenty", seed: int = 0) -> Day:
    """A drawn day, read."""
    return day_of(day_problem(visits, kind, seed))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("visits", [16, 50])
def test_a_day_has_one_visit_of_one_volunteer_for_each_of_so_many_cadres(visits: int, kind: str) -> None:
    problem = day_problem(visits, kind, 0)

    assert problem.week.days == 1
    assert len(problem.needs) == len({need.cadre for need in problem.needs}) == visits
    assert all(need.visits == need.crew == 1 for need in problem.needs)


def test_short_days_have_fewer_volunteers_and_one_window_days_one_window_each() -> None:
    short, plenty, one_window = (day_problem(50, kind, 0) for kind in ("short", "plenty", "one_window"))

    # 50 visits for 3.4, 1.8 and 2 visits per volunteer
    assert [len(problem.volunteers) for problem in (short, plenty, one_window)] == [15, 28, 25]
    assert all(len(volunteer.availability) == 1 for volunteer in one_window.volunteers)
    assert any(len(volunteer.availability) > 1 for volunteer in short.volunteers)


def test_the_same_seed_draws_the_same_day_and_another_one_another() -> None:
    first, again, other = (day_problem(16, "short", seed).model_dump_json() for seed in (0, 0, 1))

    assert first == again
    assert first != other


def test_a_large_day_has_several_stations_which_its_parts_divide() -> None:
    problem = day_problem(260, "short", 0)

    parts = list(by_station(problem))

    assert len(parts) == len(problem.stations) == 2
    assert [need.id for part in parts for need in part.needs] == [need.id for need in problem.needs]
    assert sum(len(part.volunteers) for part in parts) == len(problem.volunteers)
    assert all(len(day_of(part).wanted) == 130 for part in parts)


def test_a_week_is_no_day() -> None:
    with pytest.raises(ValueError, match="expected one date"):
        day_of(scenarios.get("four_pilots").build())


def test_every_pair_that_is_allowed_makes_a_clean_roster_of_the_points_that_the_day_tells() -> None:
    read = day(24)
    nothing = points_of_nothing(read.problem)
    seen = 0

    for position, tour in enumerate(read.tours):
        base, mode = read.base(tour.volunteer), read.modes[tour.volunteer]
        for visit in read.served_by(tour.volunteer):
            wanted = read.wanted[visit]
            out, home = int(read.ways[mode][base, visit]), int(read.ways[mode][visit, base])
            for starts in wanted.starts:
                start = max(starts.first, tour.opens + int(read.detained[mode][base, visit]))
                if start > min(starts.last, tour.closes - wanted.minutes - home):
                    continue
                verdict = judged(read.problem, Roster(visits=visits_of(read, [Placed(visit, position, start)])))
                assert verdict.violations == 0
                assert verdict.points == (
                    nothing
                    - wanted.points
                    + out
                    + home
                    + read.pair_points[tour.volunteer, visit]
                    + read.load_points(tour.volunteer, wanted.minutes)
                )
                seen += 1
    assert seen > 50


def test_every_pair_that_is_not_allowed_breaks_a_rule_that_no_other_time_would_mend() -> None:
    read = day()
    timeless = {"availability", "visit_window", "load_limits"}

    for position, tour in enumerate(read.tours):
        for visit in set(range(len(read.wanted))) - set(read.served_by(tour.volunteer)):
            roster = Roster(visits=visits_of(read, [Placed(visit, position, read.wanted[visit].starts[0].first)]))
            assert rules_broken(read, roster) - timeless


def test_divided_limits_add_up_to_those_of_the_volunteer_and_leave_no_tour_half_a_visit() -> None:
    read = day(50, "short")

    shares = divided_limits(read)

    for volunteer, limits in enumerate(read.limits):
        of_tours = [shares[tour] for tour in read.tours_of(volunteer)]
        assert sum(share.visits for share in of_tours) == limits.visits
        assert sum(share.minutes for share in of_tours) == limits.minutes
        assert all((share.visits == 0) == (share.minutes == 0) for share in of_tours)


def rules_broken(read: Day, roster: Roster) -> set[str]:
    """Names of the rules that the audit finds broken."""
    return {violation.rule for violation in audit(read.problem, roster, default_policy()).violations}

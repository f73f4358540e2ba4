"""The instance is immutable, says what the problem says, and grows with the pairs, not with the square of the visits."""

import pickle
from itertools import product

import numpy as np
import pytest

from matcher.compile import compile_problem
from matcher.domain import Problem
from matcher.policy import default_policy
from matcher.travel import base_of, place_of, travel_times
from matcher.waist.instance import Instance
from tests.building import WALK, cadre, matrix, need, policy, problem, volunteer, window, windows
from tests.waist.test_candidates import scattered


def arrays(instance: Instance) -> dict[str, np.ndarray]:
    return {name: field for name, field in instance._asdict().items() if isinstance(field, np.ndarray)}


def far_flung(neighbourhoods: int) -> Problem:
    """Four needs and three volunteers each, so far apart that nobody walks from one to the next."""
    homes, needs, people = [], [], []
    for one in range(neighbourhoods):
        homes += [cadre(f"c{one}-{k}", 100 * one + k) for k in range(4)]
        needs += [need(f"n{one}-{k}", of=f"c{one}-{k}") for k in range(4)]
        people += [volunteer(f"v{one}-{k}", 100 * one + k) for k in range(3)]
    return problem(needs, people, homes)


def test_every_array_is_read_only_and_stays_so_when_it_travels_to_another_process() -> None:
    instance = compile_problem(scattered(0), default_policy())

    travelled = pickle.loads(pickle.dumps(instance))

    for one in (instance, travelled):
        assert not [name for name, field in arrays(one).items() if field.flags.writeable]
    for name, field in arrays(instance).items():
        np.testing.assert_array_equal(field, getattr(travelled, name))
    with pytest.raises(ValueError, match="read-only"):
        instance.need_minutes[0] = 1


def test_memory_grows_with_the_pairs_not_with_the_square_of_the_visits() -> None:
    small, large = (compile_problem(far_flung(size), default_policy()) for size in (20, 80))

    # four times the week: four times the pairs, and a square would be sixteen times the bytes
    assert small.pairs == 20 * 12
    assert large.pairs == 4 * small.pairs
    assert large.bytes() < 4.2 * small.bytes()


@pytest.mark.parametrize("seed", range(3))
def test_ways_are_the_minutes_of_the_provider(seed: int) -> None:
    week = scattered(seed)
    instance, times = compile_problem(week, default_policy()), travel_times(week)
    compared = 0

    for v, who in enumerate(week.volunteers):
        first, last = instance.volunteer_pair_ptr[v], instance.volunteer_pair_ptr[v + 1]
        stops = [(int(instance.base_place[v]), base_of(who))]
        stops += [
            (int(instance.pair_place[p]), place_of(week.needs[instance.pair_need[p]], week)) for p in range(first, last)
        ]
        for (a, origin), (b, destination) in product(stops, repeat=2):
            minutes = instance.way[instance.way_start[v] + a * instance.way_size[v] + b]
            assert minutes == times[who.mode].minutes(origin, destination)
            compared += 1

    assert compared > 500


def test_volunteers_of_a_mode_share_a_table_where_that_is_smaller() -> None:
    neighbours = compile_problem(far_flung(1), default_policy())
    strangers = compile_problem(far_flung(2), default_policy())

    # one street: 3 bases and 4 homes, 49 entries, for three volunteers with 5 places (75 entries)
    assert len(neighbours.way) == 7 * 7
    # two streets: 14 places, 196 entries, for six volunteers with 5 places (150 entries)
    assert len(strangers.way) == 6 * 5 * 5


def test_a_pair_is_dropped_that_no_date_can_use_and_kept_where_a_detour_may_be_shorter() -> None:
    # twenty minutes out and back do not fit: 30 + 20 + 20 > 60
    hours = {"availability": [window("08:00", "09:00")]}
    asked = need(minutes=30)
    ways = matrix(["c1", "v1"], [[0, 20], [20, 0]])
    anywhere = policy(off=["service_circle"])

    on_foot = compile_problem(problem([asked], [volunteer(where=20, **hours)]), anywhere)
    by_matrix = compile_problem(problem([asked], [volunteer(**hours)], travel={"walk": ways}), anywhere)

    assert on_foot.pairs == 0
    assert by_matrix.pairs == 1


def test_starts_are_the_grid_points_of_each_date_from_which_the_visit_fits() -> None:
    hours = [window("08:07", "10:00"), window("09:00", "10:20"), window("09:10", "10:40", day=1)]
    week = problem([need(minutes=60, windows=hours)], [volunteer()], days=2, grid=15)

    instance = compile_problem(week, default_policy())

    # Monday 08:15 to 09:00 and 09:00 to 09:20: 08:15, 08:30, 08:45, 09:00, 09:15; Tuesday 09:15 and 09:30
    assert instance.start_ptr.tolist() == [0, 1, 2]
    assert instance.start_first.tolist() == [8 * 60 + 15, 1440 + 9 * 60 + 15]
    assert instance.start_last.tolist() == [9 * 60 + 15, 1440 + 9 * 60 + 30]


def test_starts_split_where_their_points_change() -> None:
    week = problem([need(minutes=60, preferred=[window("09:01", "10:00")])], days=1, grid=30)

    instance = compile_problem(week, default_policy())

    # 08:00 to 09:00 cost 5 (09:00 is before 09:01), 09:30 is liked, 10:00 to 11:00 cost 5
    spans = zip(
        instance.start_first.tolist(), instance.start_last.tolist(), instance.start_points.tolist(), strict=True
    )
    assert list(spans) == [(480, 540, 5), (570, 570, 0), (600, 660, 5)]


def test_a_problem_without_needs_and_one_without_volunteers_are_instances_too() -> None:
    nobody = compile_problem(problem(volunteers=[]), default_policy())
    nothing = compile_problem(problem(needs=[]), default_policy())

    assert (nobody.needs, nobody.volunteers, nobody.pairs) == (1, 0, 0)
    assert (nothing.needs, nothing.volunteers, nothing.pairs) == (0, 1, 0)


def test_tours_stand_by_volunteer_and_time_whatever_order_they_were_written_in() -> None:
    week = problem(
        volunteers=[
            volunteer(
                "v1", availability=[window("14:00", "15:00"), window("08:00", "09:00", day=1), window("08:00", "9:30")]
            ),
            volunteer("v2", availability=windows("10:00", "11:00", [0])),
        ],
        travel={"walk": WALK},
    )

    instance = compile_problem(week, default_policy())

    assert instance.volunteer_tour_ptr.tolist() == [0, 3, 4]
    assert instance.tour_start.tolist() == [480, 840, 1440 + 480, 600]
    assert instance.tour_end.tolist() == [570, 900, 1440 + 540, 660]
    assert instance.tour_day.tolist() == [0, 0, 1, 0]

"""A study knows what is to be run, and sums up what was."""

import pytest

from benchmarks.study.measuring import Figures
from benchmarks.study.sets import STUDIES, Case, cases
from benchmarks.study.table import row, summary
from matcher.domain import BadInput


def figures(points: int, bound: int, seed: int, limit: float = 30) -> Figures:
    """Of a roster of a station's week."""
    case = Case("station_week", "short", seed, limit)
    return Figures(case, 250, 9, points, bound, points == bound, True, 29.5, 210.0)


@pytest.mark.parametrize(
    ("name", "rosters"),
    # 4 kinds × 12 seeds × 2 limits; 10 seeds; one district; 19 published weeks
    [("station_weeks", 96), ("small_stations", 10), ("district", 1), ("published_weeks", 19)],
)
def test_a_named_set_has_its_scenarios_seeds_and_limits(name: str, rosters: int) -> None:
    found = cases([name], None, None, every_size=False)

    assert len(set(found)) == len(found) == rosters


def test_every_named_set_is_tested_here() -> None:
    assert set(STUDIES) == {"station_weeks", "small_stations", "district", "published_weeks"}


def test_seeds_and_limits_that_are_given_replace_those_of_a_set() -> None:
    found = cases(["small_stations"], [3, 4], [1, 2], every_size=False)

    assert found == [Case("station_week", "small", seed, limit) for limit in (1, 2) for seed in (3, 4)]


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(BadInput, match="did you mean 'station_week'"):
        cases(["station_weak"], None, None, every_size=False)


def test_a_row_tells_gap_and_distance_from_the_bound() -> None:
    # (20 000 − 19 000) ÷ 20 000 = 5 %, 1 000 points = one ordinary visit
    assert "| 20000 | 19000 | 5.00 | 1.00 |" in row(figures(20_000, 19_000, 0))


def test_the_summary_tells_median_and_worst_per_limit() -> None:
    results = [figures(20_000, bound, seed) for seed, bound in enumerate((20_000, 19_800, 19_000))]

    lines = list(summary([*results, figures(10_000, 10_000, 0, limit=120)]))

    assert len(lines) == 1 + 2
    # gaps 0, 1 and 5 %; one of three is optimal
    assert "| 30 | station_week:short | 3 | 3 | 1 | 9 / 9 | 1.00 / 5.00 | 0.20 / 1.00 |" in lines[1]
    assert "| 120 | station_week:short | 1 | 1 | 1 |" in lines[2]

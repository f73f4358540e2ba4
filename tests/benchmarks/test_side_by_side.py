"""Results of engines side by side: who leads by how much, and how far below the best each one is."""

from pathlib import Path

import pytest

from benchmarks.peers.plot import curves
from benchmarks.peers.running import Case, Result
from benchmarks.peers.table import lead_of, lines, reasons, verdict
from benchmarks.peers.writing import read_results, write_results


def result(engine: str, served: int, limit: float = 10, reason: str = "") -> Result:
    """A result of an engine that served so many of 1 000 points."""
    return Result(engine, Case(50, "short", 0, limit), reason, 9.0, all_points=1000, points=1000 - served)


def test_the_lead_is_measured_against_the_best_peer() -> None:
    of_case = {one.engine: one for one in (result("ours", 990), result("vroom", 900), result("pyvrp", 1000))}

    # 10 of 1 000 points below
    assert lead_of(of_case) == pytest.approx(-1.0)


def test_a_peer_without_an_answer_is_no_peer() -> None:
    of_case = {one.engine: one for one in (result("ours", 990), result("timefold", 0, reason="no Java"))}

    assert lead_of(of_case) is None
    assert list(reasons(list(of_case.values()))) == ["timefold, 50 visits: no Java"]


def test_the_table_has_a_row_per_case_and_the_verdict_names_the_worst() -> None:
    results = [result("ours", 990, 1), result("vroom", 1000, 1), result("ours", 990), result("vroom", 900)]

    table = list(lines(results, ["ours", "vroom"]))
    said = "".join(verdict(results))

    assert len(table) == 2 + 2
    assert "-1.000 %" in table[2]
    assert "+10.000 %" in table[3]
    assert "at the worst -1.000 %" in said
    assert "better in 1 of 1" in said


def test_a_curve_tells_how_far_below_the_best_of_all_times_an_engine_is() -> None:
    results = [result("ours", 900, 1), result("ours", 1000), result("vroom", 800, 1), result("vroom", 950)]

    # the best is ours after ten seconds: 1 000
    assert curves(results) == {"ours": {1: 10.0, 10: 0.0}, "vroom": {1: 20.0, 10: 5.0}}


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    results = [result("ours", 990), result("timefold", 0, reason="no Java")]

    write_results(results, tmp_path / "results.json")

    assert read_results(tmp_path / "results.json") == results

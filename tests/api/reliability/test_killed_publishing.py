"""The server is killed in the middle of publishing: the publication is whole or not there, and the record agrees."""

from pathlib import Path
from random import Random

from benchmarks.kill_publishing import measure

KILLS = 3
"""Of the fifty that `python -m benchmarks.kill_publishing` makes on each database."""


def test_a_publication_is_whole_or_not_there(database_url: str, tmp_path: Path) -> None:
    outcomes = measure(database_url, tmp_path, KILLS, Random(8))

    assert [fault for one in outcomes for fault in one.faults] == []
    assert any(one.was_open and not one.is_published for one in outcomes), "no kill came in the middle"

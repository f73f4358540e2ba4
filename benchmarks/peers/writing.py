"""Results as a JSON file, so that tables and plots can be made again without running anything."""

import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.running import Case, Result


def write_results(results: Sequence[Result], path: Path) -> None:
    """One object per result."""
    rows = [result._asdict() | {"case": result.case._asdict()} for result in results]
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def read_results(path: Path) -> list[Result]:
    """The inverse."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [Result(**(row | {"case": Case(**row["case"])})) for row in rows]

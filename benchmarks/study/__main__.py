"""Solve scenarios × seeds × time limits; print every roster's figures, then median and worst, as Markdown tables.

    python -m benchmarks.study station_weeks                              # a named set: see sets.py
    python -m benchmarks.study station_weeks --seeds 0-2 --seconds 30     # the same, smaller
    python -m benchmarks.study four_pilots station_week:short --seeds 0-11 --seconds 10,30
    python -m benchmarks.study phcp --every-size --seconds 20

Every roster is made in a process of its own, so that its memory is its own, and audited by the independent auditor. "From the
bound" is (points − bound) ÷ 1000: how many more ordinary visits any roster could serve at the most.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.own_process import Died
from benchmarks.study.measuring import Figures, measured
from benchmarks.study.sets import STUDIES, cases, seeds_of
from benchmarks.study.table import HEADER, head, row, summary
from matcher.domain import BadInput


def main() -> None:
    """Parse, run, print."""
    arguments = _parser().parse_args()
    try:
        asked = cases(arguments.name, arguments.seeds, arguments.seconds, arguments.every_size)
    except BadInput as error:
        sys.exit(str(error))
    results: list[Figures] = []
    print(head(HEADER), flush=True)
    for case in asked:
        try:
            results.append(measured(case, arguments.workers))
        except Died as reason:
            print(f"{case.what} seed {case.seed}, {case.limit:g} s: {reason}", file=sys.stderr, flush=True)
            continue
        print(row(results[-1]), flush=True)
        if arguments.json:
            _write(results, arguments.json)
    if results:
        print("\n" + "\n".join(summary(results)))
    if len(results) < len(asked):
        sys.exit(f"{len(asked) - len(results)} of {len(asked)} rosters were not made")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*", help=f"a set ({', '.join(STUDIES)}), a scenario or scenario:size")
    parser.add_argument("--every-size", action="store_true", help="of each scenario named")
    parser.add_argument("--seeds", type=seeds_of, help="0-11 or 0,3,5")
    parser.add_argument("--seconds", type=_seconds, help="one limit or several, separated by commas")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path, help="also write the figures to this file, after every roster")
    return parser


def _seconds(text: str) -> list[float]:
    return [float(limit) for limit in text.split(",")]


def _write(results: Sequence[Figures], path: Path) -> None:
    rows = [
        figures._asdict()
        | {"case": figures.case._asdict(), "gap": figures.gap, "from_the_bound": figures.from_the_bound}
        for figures in results
    ]
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

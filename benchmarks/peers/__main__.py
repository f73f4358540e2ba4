"""Engines of others and ours on the same single days, side by side in one run.

    python -m benchmarks.peers --visits 50 200 1000 --seconds 1 10 30 --json peers.json --plot peers.svg

Each engine runs in a process of its own; the time limit includes the building of its model. Every answer becomes a roster,
is judged by our audit and, where it breaks what its engine could not be told, loses the visits that break it. Served
points are those of an empty roster less those of the answer.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.days import KINDS
from benchmarks.peers.engine import ROOMS
from benchmarks.peers.plot import plot
from benchmarks.peers.running import Case, Result, run
from benchmarks.peers.table import lines, reasons, verdict
from benchmarks.peers.writing import write_results


def main() -> None:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, nargs="+", default=[50, 200, 1000])
    parser.add_argument("--seconds", type=float, nargs="+", default=[1, 10, 30])
    parser.add_argument("--days", nargs="+", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--engines", nargs="+", choices=ROOMS, default=list(ROOMS))
    parser.add_argument("--json", type=Path, help="also write every result to this file")
    parser.add_argument("--plot", type=Path, help="also draw quality over time (.svg or .png; needs matplotlib)")
    arguments = parser.parse_args()
    results: list[Result] = []
    for case in _cases(arguments):
        for name in arguments.engines:
            result = run(name, case)
            results.append(result)
            print(_news(result), file=sys.stderr, flush=True)
            if arguments.json:
                write_results(results, arguments.json)
    print("\n".join(lines(results, arguments.engines)))
    for line in (*verdict(results), *reasons(results)):
        print(f"\n{line}")
    if arguments.plot:
        plot(results, arguments.plot)


def _cases(arguments: argparse.Namespace) -> Iterator[Case]:
    for visits in arguments.visits:
        for kind in arguments.days:
            for seed in arguments.seeds:
                yield from (Case(visits, kind, seed, seconds) for seconds in arguments.seconds)


def _news(result: Result) -> str:
    visits, kind, seed, limit = result.case
    what = f"{visits} {kind} {seed} {limit:g} s {result.engine}:"
    if result.reason:
        return f"{what} {result.reason}"
    return (
        f"{what} {result.served} served, {result.unmet} unmet, {result.violations} violations, "
        f"{result.taken_off} taken off, {result.seconds:.2f} s after {result.start_up:.1f} s of start-up, "
        f"{result.peak:.0f} MB"
    )


if __name__ == "__main__":
    main()

"""Solve scenarios × seeds × time limits; print visits, unmet, points, bound, gap and seconds as a Markdown table.

    python -m benchmarks.study four_pilots station_week:short --seeds 0-11 --seconds 30
    python -m benchmarks.study phcp --every-size --seconds 20

Every roster is audited by the independent auditor; the last column says what it found. "From the bound" is
(points − bound) ÷ 1000: how many more ordinary visits any roster could serve at the most.
"""

import argparse
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import NamedTuple

import scenarios
from matcher.audit import audit
from matcher.domain import Problem
from matcher.policy import load_policy
from matcher.solve import solve

HEADER = ("scenario", "seed", "limit s", "visits", "unmet", "points", "bound", "gap %", "from the bound", "s", "audit")


class Result(NamedTuple):
    """One roster's figures."""

    scenario: str
    seed: int
    limit: float
    visits: int
    unmet: int
    points: int
    bound: int
    seconds: float
    clean: bool

    @property
    def gap(self) -> float:
        """As the contract defines it."""
        return (self.points - self.bound) / max(self.points, 1)

    @property
    def from_the_bound(self) -> float:
        """In ordinary visits."""
        return (self.points - self.bound) / 1000

    def row(self) -> str:
        """A line of the table."""
        cells = (
            self.scenario,
            self.seed,
            f"{self.limit:g}",
            self.visits,
            self.unmet,
            self.points,
            self.bound,
            f"{100 * self.gap:.2f}",
            f"{self.from_the_bound:.2f}",
            f"{self.seconds:.1f}",
            "clean" if self.clean else "NOT CLEAN",
        )
        return "| " + " | ".join(str(cell) for cell in cells) + " |"


def measured(name: str, size: str | None, seed: int, seconds: float, workers: int) -> Result:
    """Build, solve and audit one problem."""
    scenario = scenarios.get(name)
    problem: Problem = scenario.build(size, seed)
    policy = load_policy(scenario.policy)
    started = monotonic()
    roster = solve(problem, policy, seconds=seconds, seed=seed, workers=workers)
    elapsed = monotonic() - started
    report = audit(problem, roster, policy)
    return Result(
        scenario=f"{name}:{size}" if size else name,
        seed=seed,
        limit=seconds,
        visits=sum(need.visits for need in problem.needs),
        unmet=sum(unmet.missing for unmet in roster.unmet or ()),
        points=report.score.total,
        bound=roster.bound or 0,
        seconds=elapsed,
        clean=report.clean,
    )


def asked(names: list[str], every_size: bool) -> Iterator[tuple[str, str | None]]:
    """Scenario and size of each `name` or `name:size`; without names, all scenarios at their usual size."""
    for name in names or scenarios.catalogue():
        scenario, _, size = name.partition(":")
        if every_size:
            yield from ((scenario, each) for each in scenarios.get(scenario).sizes)
        else:
            yield scenario, size or None


def seeds_of(text: str) -> list[int]:
    """`0-11` or `0,3,5`."""
    if "-" in text:
        first, last = text.split("-")
        return list(range(int(first), int(last) + 1))
    return [int(seed) for seed in text.split(",")]


def main() -> None:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", nargs="*", help="name or name:size; all scenarios if none is given")
    parser.add_argument("--every-size", action="store_true")
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--seconds", default="30", help="one limit or several, separated by commas")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--output", type=Path, help="also append the rows to this file")
    arguments = parser.parse_args()
    results = []
    print("| " + " | ".join(HEADER) + " |\n|" + "---|" * len(HEADER), flush=True)
    for name, size in asked(arguments.scenario, arguments.every_size):
        for seconds in arguments.seconds.split(","):
            for seed in seeds_of(arguments.seeds):
                result = measured(name, size, seed, float(seconds), arguments.workers)
                results.append(result)
                print(result.row(), flush=True)
                if arguments.output:
                    with arguments.output.open("a", encoding="utf-8") as file:
                        file.write(result.row() + "\n")
    gaps, distances = [result.gap for result in results], [result.from_the_bound for result in results]
    print(
        f"\n{len(results)} rosters, {sum(result.clean for result in results)} clean; gap median "
        f"{100 * statistics.median(gaps):.2f} %, worst {100 * max(gaps):.2f} %; from the bound median "
        f"{statistics.median(distances):.2f}, worst {max(distances):.2f} ordinary visits",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()

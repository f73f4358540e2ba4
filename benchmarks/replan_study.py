"""Repair a published roster after one drop-out, and compare it with planning the changed week afresh.

    python -m benchmarks.replan_study station_week --seeds 0-5
    python -m benchmarks.replan_study station_week:crews --seeds 0-2 --seconds 5 --fresh 30

The roster published is solved for as long as the fresh one. Who drops out is the busiest volunteer or a typical one (the median by
visits). "First" is the answer of a run of 0.8 seconds. "Behind" are points without those of changes less the
fresh roster's, in ordinary visits (÷ 1000). "Changed" are the visits of others that are no longer as published, and of
these "idle" are those that could be put back, alone or with one other, without breaking a rule: nothing was gained by them.
"""

import argparse
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from time import monotonic
from typing import NamedTuple

import scenarios
from benchmarks.study.sets import seeds_of
from matcher.audit import audit
from matcher.domain import Problem, Roster
from matcher.engine.readiness import prepare, prepare_pricing
from matcher.policy import Policy, load_policy
from matcher.replan import Change, Replan, replan
from matcher.replanning.differences import Difference
from matcher.replanning.figures import figures
from matcher.solve import solve

FIRST = 0.8
"""Time limit of a first answer."""

HEADER = (
    "scenario", "seed", "drop-out", "visits lost", "first s", "first behind", "first changed",
    "s", "behind", "changed", "idle", "audit",
)  # fmt: skip


class Result(NamedTuple):
    """One drop-out's figures, in the order of the header."""

    scenario: str
    seed: int
    drop_out: str
    visits_lost: int
    first_seconds: float
    first_behind: float
    first_changed: int
    seconds: float
    behind: float
    changed: int
    idle: int
    audit: str

    def row(self) -> str:
        """A line of the table."""
        cells = (f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in self)
        return "| " + " | ".join(cells) + " |"


def changed_of_others(result: Replan) -> list[Difference]:
    """Differences at visits that could have stayed."""
    standing = {stop.visit.key for stop in result.after.standing}
    return [one for one in result.differences if one.before is not None and one.before.key in standing]


def idle(result: Replan, policy: Policy) -> int:
    """Changes that can be undone, alone or by twos, with every other visit as it is."""
    undone: set[str] = set()
    changed = changed_of_others(result)
    for some in [*combinations(changed, 1), *combinations(changed, 2)]:
        gone = {one.after.key for one in some if one.after is not None}
        visits = [visit for visit in result.roster.visits if visit.key not in gone]
        back = [one.before for one in some if one.before is not None]
        if not audit(result.problem, Roster(visits=(*visits, *back)), policy).violations:
            undone.update(str(one.before) for one in some)
    return len(undone)


def drop_outs(roster: Roster) -> Iterator[tuple[str, str]]:
    """The busiest volunteer and the median one."""
    ranked = Counter(volunteer for visit in roster.visits for volunteer in visit.volunteers).most_common()
    yield "busiest", ranked[0][0]
    yield "typical", ranked[len(ranked) // 2][0]


def measured(name: str, seed: int, arguments: argparse.Namespace) -> Iterator[Result]:
    """Both drop-outs of one week."""
    scenario, _, size = name.partition(":")
    policy = load_policy(scenarios.get(scenario).policy)
    week: Problem = scenarios.get(scenario).build(size or None, seed)
    published = solve(week, policy, seconds=arguments.fresh, seed=seed)
    for kind, volunteer in drop_outs(published):
        change = Change(volunteers=(volunteer,))
        started = monotonic()
        first = replan(week, published, policy, change, seconds=FIRST, seed=seed)
        first_seconds, started = monotonic() - started, monotonic()
        final = replan(week, published, policy, change, seconds=arguments.seconds, seed=seed)
        seconds = monotonic() - started
        forgotten = first.problem.revised(published=[one for one in first.problem.published if one.pinned])
        fresh = solve(forgotten, policy, seconds=arguments.fresh, seed=seed)
        least = figures(forgotten, fresh, policy).points
        points = [figures(each.problem, each.roster, policy).points for each in (first, final)]
        clean = all(audit(each.problem, each.roster, policy).clean for each in (first, final))
        yield Result(
            name,
            seed,
            kind,
            len(first.after.fallen),
            first_seconds,
            (points[0] - least) / 1000,
            len(changed_of_others(first)),
            seconds,
            (points[1] - least) / 1000,
            len(changed_of_others(final)),
            idle(final, policy),
            "clean" if clean else "NOT CLEAN",
        )


def main() -> None:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", nargs="*", default=["station_week"], help="name or name:size")
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--seconds", type=float, default=5.0, help="time of a repair")
    parser.add_argument("--fresh", type=float, default=30.0, help="time of the published roster and of the fresh one")
    arguments = parser.parse_args()
    prepare()
    prepare_pricing(None)
    print("| " + " | ".join(HEADER) + " |\n|" + "---|" * len(HEADER), flush=True)
    results = []
    for name in arguments.scenario:
        for seed in seeds_of(arguments.seeds):
            for result in measured(name, seed, arguments):
                results.append(result)
                print(result.row(), flush=True)
    print(
        f"\n{len(results)} drop-outs; first answer at most {max(one.first_seconds for one in results):.2f} s; behind: median "
        f"{statistics.median(one.behind for one in results):.2f}, worst {max(one.behind for one in results):.2f}; changed: "
        f"median {statistics.median(one.changed for one in results):g}, worst {max(one.changed for one in results)}, "
        f"idle {sum(one.idle for one in results)}",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()

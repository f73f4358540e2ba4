"""Worker and server are killed with -9 at random moments, again and again: every job ends, with one result, and nothing is told twice.

python -m benchmarks.kill_jobs                     30 kills of each on SQLite and on PostgreSQL (about an hour on two busy cores)
python -m benchmarks.kill_jobs --kills 5 --seed 1
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import NamedTuple

from benchmarks.load.serving import database_of
from benchmarks.served import Served, Told

DATABASES = ["sqlite", "postgresql"]
SECONDS = 3.0
"""Asked for per job."""
LATEST_KILL = 4.5
"""Seconds after the job was asked for: while the worker starts, solves, ends the job, or has ended it."""


class Outcome(NamedTuple):
    """Of one job: in which state it was killed and how it ended, how long after the kill, and what is wrong with it."""

    killed_as: str
    state: str
    seconds: float
    faults: tuple[str, ...]


def kill_once(service: Served, whom: str, after: float) -> Outcome:
    """One job, during which somebody is killed."""
    roster = service.roster()
    before = service.client.get(roster).json()["newest"]
    job = service.solve(roster, seconds=SECONDS)
    sleep(after)
    killed_as = str(service.job(job)["state"])
    killed_at = monotonic()
    if whom == "worker":
        service.kill_worker()
    else:
        service.kill()
        service.begin()
    told = list(service.events(job))
    return Outcome(
        killed_as, service.job(job)["state"], monotonic() - killed_at, tuple(faults(service, roster, job, before, told))
    )


def faults(service: Served, roster: str, job: str, before: int, told: list[Told]) -> Iterator[str]:
    """In what job, roster and events do not agree."""
    ended, now = service.job(job), service.client.get(roster).json()
    if ended["state"] != "done":
        yield f"the job is {ended['state']}: {ended['en']}"
    if not now["newest"] == ended["result_version"] == before + 1:
        yield f"version {before} became {now['newest']}, the job says {ended['result_version']}"
    if now["document"]["score"] is None or now["document"]["score"]["total"] != ended["points"]:
        yield "roster and job have other points"
    if service.client.get(f"{roster}/audit").json()["violations"]:
        yield "the roster breaks a rule"
    if [one.number for one in told] != list(range(1, len(told) + 1)):
        yield "events are missing or doubled"
    if [one.kind for one in told].count("done") != 1 or told[-1].kind != "done":
        yield "the end was not told once"
    if any(one.data["points"] is not None and one.data["points"] < ended["points"] for one in told):
        yield "the result is worse than what was told"


def measure(database: str, url: str, folder: Path, kills: int, dice: Random) -> None:
    """Prints a row for each of the two who are killed."""
    service = Served(url, folder)
    service.fill()
    with service:
        for whom in ("worker", "server"):
            outcomes = [kill_once(service, whom, dice.uniform(0.0, LATEST_KILL)) for _ in range(kills)]
            wrong = [fault for outcome in outcomes for fault in outcome.faults]
            at = {state: sum(one.killed_as == state for one in outcomes) for state in ("queued", "running", "done")}
            seconds = sorted(one.seconds for one in outcomes)
            print(
                f"| {database} | {whom} | {kills} | {at['queued']} / {at['running']} / {at['done']} "
                f"| {sum(one.state == 'done' for one in outcomes)} | {len(wrong)} "
                f"| {seconds[len(seconds) // 2]:.1f} | {seconds[-1]:.1f} |",
                flush=True,
            )
            for fault in wrong:
                print(f"  {fault}", flush=True)
            if wrong:
                print(service.log, flush=True)


def main() -> None:
    """Both databases, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    asked = parser.parse_args()
    print(
        "| database | killed | kills | while queued / running / done | jobs done | faults | s to the end, median | longest |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for database in asked.databases:
        with TemporaryDirectory() as folder, database_of(database, Path(folder)) as url:
            measure(database, url, Path(folder), asked.kills, Random(asked.seed))


if __name__ == "__main__":
    main()

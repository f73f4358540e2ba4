"""How the service stands a crowd of ad-hoc calls: a real server over real HTTP, a station of 60 volunteers with a solved roster.

    python -m benchmarks.load_matches                                  # on SQLite and on PostgreSQL
    python -m benchmarks.load_matches --database sqlite --calls 320 --processes 2

For each database: 32 callers who ask again and again, alone and beside a weekly solve in another process (niced as the
service's own worker is); then 1 000 calls in one moment, and ten calls one second later. "None" is the share of calls for
which nobody can come: these are answered with reasons and alternatives.
"""

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from api.settings import Settings
from benchmarks.load.calling import Answer, at_once, in_turns
from benchmarks.load.serving import database_of, serving
from benchmarks.load.station import Station, calls, station_in
from matcher.domain.files import write_document

MATCHES = "/v1/matches"
CALLERS = 32
CROWD = 1_000
PATIENCE = 60.0
HEADER = ("database", "what", "answers", "none", "a second", "CPU ms", "p50 ms", "p90 ms", "p99 ms", "most ms")


def main() -> None:
    """Parse, run, print."""
    arguments = _parser().parse_args()
    print(_line(HEADER), _line("---" for _ in HEADER), sep="\n", flush=True)
    for kind in arguments.database or ("sqlite", "postgresql"):
        with TemporaryDirectory() as folder, database_of(kind, Path(folder)) as url:
            _measure(kind, url, Path(folder), arguments.calls, arguments.processes)


def _measure(kind: str, url: str, folder: Path, number: int, processes: int) -> None:
    station = station_in(Settings(database_url=url, key_file=folder / "master.keys", worker=False))
    asked = calls(station)
    with serving(url, folder, processes) as server:

        def told(what: str, many: int, callers: int = CALLERS) -> list[Answer]:
            before = server.cpu_seconds
            answers, seconds = in_turns(server.port, station.key, MATCHES, list(islice(asked, many)), callers)
            _tell(kind, what, answers, seconds, server.cpu_seconds - before)
            return answers

        told("to begin with", CALLERS)
        idle = told(f"{CALLERS} callers", number)
        with solving(station, folder):
            busy = told(f"{CALLERS} callers beside a solve", number)
        before = server.cpu_seconds
        crowd = at_once(server.port, station.key, MATCHES, islice(asked, CROWD), PATIENCE)
        answered = [one for one in crowd if one is not None]
        seconds = max(one.seconds for one in answered)
        _tell(kind, f"{CROWD} at once", answered, seconds, server.cpu_seconds - before)
        sleep(1)
        told("one after another, a second later", 10, 1)
        print(f"p99 beside a solve ÷ p99 alone: {_share(busy, 0.99) / _share(idle, 0.99):.2f}", flush=True)
        unanswered = len(crowd) - len(answered)
        told_when = all("retry-after" in one.headers for one in answered if one.status == 429)
        print(f"without an answer: {unanswered}; every 429 says when to come again: {told_when}", flush=True)


@contextmanager
def solving(station: Station, folder: Path) -> Iterator[None]:
    """A weekly solve with two workers in another process."""
    problem = folder / "problem.json"
    write_document(station.problem, problem)
    command = ["nice", "-n", "10", sys.executable, "-c", "from matcher.cli import main; main()", "solve", str(problem)]
    options = ["--seconds", "600", "-o", str(folder / "roster.json")]
    solver = subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL)
    try:
        sleep(5)
        yield
        if solver.poll() is not None:
            raise RuntimeError("the solve ended before the calls did")
    finally:
        solver.kill()
        solver.wait()


def _tell(kind: str, what: str, answers: Sequence[Answer], seconds: float, cpu_seconds: float) -> None:
    statuses = Counter(one.status for one in answers)
    good = [one for one in answers if one.status == 201]
    none = sum(1 for one in good if not one.body["options"]) / len(good)
    told = " + ".join(f"{number} × {status}" for status, number in sorted(statuses.items()))
    shares = [f"{1000 * _share(answers, share):.0f}" for share in (0.5, 0.9, 0.99, 1.0)]
    figures = f"{none:.0%}", f"{len(answers) / seconds:.0f}", f"{1000 * cpu_seconds / len(answers):.1f}"
    print(_line((kind, what, told, *figures, *shares)), flush=True)


def _share(answers: Sequence[Answer], share: float) -> float:
    """Seconds within which this share of the answers came."""
    seconds = sorted(one.seconds for one in answers)
    return seconds[min(len(seconds) - 1, int(share * len(seconds)))]


def _line(cells: Iterator[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Load on ad-hoc matches.")
    parser.add_argument("--database", action="append", choices=["sqlite", "postgresql"])
    parser.add_argument("--calls", type=int, default=960)
    parser.add_argument("--processes", type=int, default=1, help="of the server")
    return parser


if __name__ == "__main__":
    main()

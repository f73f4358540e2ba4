"""Arguments and options that several commands share: each means the same everywhere."""

from math import isfinite
from pathlib import Path
from typing import Annotated

import typer

LONGEST = 604_800.0
"""Seconds of a week: nobody waits longer for a week's roster."""


def _a_time(seconds: float) -> float:
    if not isfinite(seconds) or not 0 < seconds <= LONGEST:
        raise typer.BadParameter(f"{seconds:g} is out of range, expected more than 0 and at most {LONGEST:g} seconds")
    return seconds


ProblemFile = Annotated[Path, typer.Argument(metavar="PROBLEM", help="问题文件（JSON）。 The problem.")]
RosterFile = Annotated[Path, typer.Argument(metavar="ROSTER", help="排班文件（JSON）。 The roster.")]
PolicyName = Annotated[
    str,
    typer.Option(
        "--policy",
        metavar="NAME|FILE",
        help="规则。 Policy: default, phcp, or a TOML file.",
    ),
]
Seconds = Annotated[
    float, typer.Option("--seconds", callback=_a_time, help="时限（秒）。 Time limit, everything included.")
]
Seed = Annotated[int, typer.Option("--seed", min=0, max=2**31 - 1, help="随机种子。 Seed of the dice.")]
Workers = Annotated[int, typer.Option("--workers", min=1, max=256, help="并行数。 How many work in parallel.")]
Moves = Annotated[
    int | None,
    typer.Option("--moves", min=1, max=10**15, help="限定步数。 Limit moves: repeatable."),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="写入文件。 Where to; else standard output."),
]
AsJson = Annotated[bool, typer.Option("--json", help="以JSON输出。 For machines.")]

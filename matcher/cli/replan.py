"""`matcher replan`: a published roster is repaired with few changes."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.options import AsJson, Moves, Output, PolicyName, ProblemFile, RosterFile, Seconds, Seed, Workers

DropVolunteers = Annotated[
    list[str] | None,
    typer.Option("--drop-volunteer", metavar="V", help="退出的志愿者，可重复。 A volunteer drops out; repeatable."),
]
DropVisits = Annotated[
    list[str] | None,
    typer.Option("--drop-visit", metavar="N@DATE", help="取消的服务，可重复。 A visit not wanted; repeatable."),
]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--from",
        formats=["%Y-%m-%dT%H:%M"],
        metavar="TIME",
        help="此前开始的保持不变。 What starts before it stays.",
    ),
]
ProblemOut = Annotated[
    Path | None,
    typer.Option("--problem-out", metavar="FILE", help="另存变更后的问题。 Also the problem after the change."),
]


def command(
    problem_file: ProblemFile,
    roster_file: RosterFile,
    drop_volunteer: DropVolunteers = None,
    drop_visit: DropVisits = None,
    since: Since = None,
    policy: PolicyName = "default",
    seconds: Seconds = 5.0,
    seed: Seed = 0,
    workers: Workers = 2,
    moves: Moves = None,
    output: Output = None,
    problem_out: ProblemOut = None,
    as_json: AsJson = False,
) -> None:
    """以尽量少的改动修复已公布的排班。 Repair a published roster with few changes.

    审核修复后的排班请用--problem-out写出的问题。 Audit the result under the problem that --problem-out writes.
    """
    from matcher.cli.delivery import check_destinations, check_summary, deliver, is_a_file
    from matcher.cli.interrupting import interruptible
    from matcher.cli.policies import policy_named
    from matcher.cli.showing.replan import replan_as_json, show_replan
    from matcher.cli.terminal import say_json, tell
    from matcher.cli.watching import watching
    from matcher.domain import Problem, Roster
    from matcher.domain.files import read_document, write_document
    from matcher.replan import Change, replan

    check_summary(as_json, output)
    change = Change(tuple(drop_volunteer or ()), tuple(_visit_named(text) for text in drop_visit or ()), since)
    rules = policy_named(policy)
    problem, roster = read_document(Problem, problem_file), read_document(Roster, roster_file)
    check_destinations(output, problem_out, inputs=(problem_file, roster_file))
    with interruptible() as stop, watching(seconds) as listener:
        result = replan(
            problem,
            roster,
            rules,
            change,
            seconds=seconds,
            seed=seed,
            workers=workers,
            moves=moves,
            listener=listener,
            stop=stop,
        )
    deliver(result.roster, output)
    if problem_out is not None:
        write_document(result.problem, problem_out)
    else:
        tell(
            "审核须用变更后的问题：加--problem-out写出。 To audit the roster, have its problem written by --problem-out."
        )
    if as_json:
        say_json(replan_as_json(result, rules))
    else:
        show_replan(result, rules, err=not is_a_file(output))


def _visit_named(text: str) -> tuple[str, date]:
    from matcher.domain import BadInput

    need, _, day = text.rpartition("@")
    try:
        return need, date.fromisoformat(day)
    except ValueError:
        raise BadInput(f"--drop-visit {text!r} names no date, expected NEED@DATE such as n1@2026-11-24") from None

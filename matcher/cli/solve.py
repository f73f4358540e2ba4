"""`matcher solve`: a roster for a problem within a time limit."""

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.options import AsJson, Moves, Output, PolicyName, ProblemFile, Seconds, Seed, Workers

Page = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="另存公告网页。 Also as a page.")]
Workbook = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="另存Excel工作簿。 Also as a workbook.")]


def command(
    problem_file: ProblemFile,
    policy: PolicyName = "default",
    seconds: Seconds = 30.0,
    seed: Seed = 0,
    workers: Workers = 2,
    moves: Moves = None,
    output: Output = None,
    html: Page = None,
    xlsx: Workbook = None,
    as_json: AsJson = False,
) -> None:
    """在时限内排班。 Find a roster within a time limit.

    Ctrl-C保留目前最好的排班，再按一次放弃。 Ctrl-C keeps the best so far; twice aborts.
    """
    from matcher.cli.delivery import check_destinations, check_summary, deliver, is_a_file
    from matcher.cli.interrupting import interruptible
    from matcher.cli.policies import policy_named
    from matcher.cli.showing.summary import summary, summary_as_json
    from matcher.cli.terminal import say, say_json, tell
    from matcher.cli.watching import watching
    from matcher.domain import Problem
    from matcher.domain.files import read_document
    from matcher.solve import solve

    check_summary(as_json, output)
    rules = policy_named(policy)
    problem = read_document(Problem, problem_file)
    check_destinations(output, html, xlsx, inputs=(problem_file,))
    with interruptible() as stop, watching(seconds) as listener:
        roster = solve(
            problem, rules, seconds=seconds, seed=seed, workers=workers, moves=moves, listener=listener, stop=stop
        )
    deliver(roster, output)
    if html or xlsx:
        from matcher.board import write_html, write_xlsx

        for write, path in ((write_html, html), (write_xlsx, xlsx)):
            if path is not None:
                write(problem, roster, path)
    if as_json:
        say_json(summary_as_json(problem, roster))
    else:
        for line in summary(problem, roster):
            (say if is_a_file(output) else tell)(line)

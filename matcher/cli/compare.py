"""`matcher compare`: two policies side by side on one problem."""

from typing import Annotated

import typer

from matcher.cli.options import AsJson, Moves, ProblemFile, Seconds, Seed, Workers

FirstPolicy = Annotated[
    str, typer.Argument(metavar="A", help="规则A（名称或TOML文件）。 One policy: a name or a TOML file.")
]
SecondPolicy = Annotated[str, typer.Argument(metavar="B", help="规则B。 The other one.")]


def command(
    problem_file: ProblemFile,
    first: FirstPolicy,
    second: SecondPolicy,
    seconds: Seconds = 30.0,
    seed: Seed = 0,
    workers: Workers = 2,
    moves: Moves = None,
    as_json: AsJson = False,
) -> None:
    """比较两套规则。 Two policies side by side: points, figures, visits that differ.

    时限为每套规则各自的求解时间；Ctrl-C保留当前一套目前最好的排班。 The time limit is for each; Ctrl-C keeps the best so far of one.
    """
    from matcher.audit import check_pinned
    from matcher.cli.interrupting import interruptible
    from matcher.cli.policies import policy_named
    from matcher.cli.showing.compare import show_comparison
    from matcher.cli.terminal import say_json
    from matcher.cli.watching import watching
    from matcher.comparing import compare
    from matcher.domain import BadInput, Problem, Roster
    from matcher.domain.files import read_document
    from matcher.policy import Policy
    from matcher.solve import solve

    policies = policy_named(first), policy_named(second)
    problem = read_document(Problem, problem_file)
    for named, policy in zip((first, second), policies, strict=True):
        try:
            check_pinned(problem, policy)
        except BadInput as error:
            raise BadInput(f"{named}: {error}") from None

    def solved(policy: Policy) -> tuple[Policy, Roster]:
        with interruptible() as stop, watching(seconds) as listener:
            roster = solve(
                problem, policy, seconds=seconds, seed=seed, workers=workers, moves=moves, listener=listener, stop=stop
            )
        return policy, roster

    comparison = compare(problem, solved(policies[0]), solved(policies[1]))
    if as_json:
        say_json(comparison.as_json())
    else:
        show_comparison(problem, comparison)

"""`matcher explain`: why a need is unmet, or why these volunteers."""

from typing import Annotated

import typer

from matcher.cli.options import AsJson, PolicyName, ProblemFile, RosterFile

NeedId = Annotated[str, typer.Argument(metavar="NEED", help="需求编号。 The id of a need.")]


def command(
    problem_file: ProblemFile,
    roster_file: RosterFile,
    need: NeedId,
    policy: PolicyName = "default",
    as_json: AsJson = False,
) -> None:
    """说明原因。 Why a need is unmet, or why these volunteers."""
    from matcher.cli.policies import policy_named
    from matcher.cli.terminal import say, say_json
    from matcher.domain import Problem, Roster
    from matcher.domain.files import read_document
    from matcher.explain import explain

    rules = policy_named(policy)
    explanation = explain(read_document(Problem, problem_file), read_document(Roster, roster_file), rules, need)
    if as_json:
        say_json(explanation.as_json())
        return
    for language in ("zh", "en"):
        for line in explanation.text(language).splitlines():
            say(line)

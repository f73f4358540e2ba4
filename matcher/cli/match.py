"""`matcher match`: who can come for one new need, when, for how many points, and what that disturbs."""

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.options import AsJson, PolicyName, ProblemFile, RosterFile

NeedFile = Annotated[Path, typer.Argument(metavar="NEED", help="新需求文件（JSON）。 The new need.")]
Top = Annotated[int, typer.Option("--top", min=1, max=1000, help="最多几个方案。 At most so many options.")]
Displace = Annotated[
    bool, typer.Option("--displace", help="可取消优先级更低的服务。 Visits of lower priority may be given up.")
]


def command(
    problem_file: ProblemFile,
    roster_file: RosterFile,
    need_file: NeedFile,
    top: Top = 5,
    policy: PolicyName = "default",
    displace: Displace = False,
    as_json: AsJson = False,
) -> None:
    """为一项新需求找人。 Volunteers and starts for one new need.

    每个方案为一次服务；排班文件不变。 Each option is for one visit; no file is changed.
    """
    from matcher.cli.policies import policy_named
    from matcher.cli.showing.match import show_match
    from matcher.cli.terminal import say_json
    from matcher.domain import Need, Problem, Roster
    from matcher.domain.files import read_document
    from matcher.match import match

    rules = policy_named(policy)
    problem, roster = read_document(Problem, problem_file), read_document(Roster, roster_file)
    need = read_document(Need, need_file)
    found = match(problem, roster, need, rules, top=top, displace=displace)
    if as_json:
        say_json(found.model_dump(mode="json"))
    else:
        show_match(problem, need, found)

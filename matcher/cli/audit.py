"""`matcher audit`: every violation of a roster, ours or made by hand, and its score recounted."""

import typer

from matcher.cli.options import AsJson, PolicyName, ProblemFile, RosterFile

NEGATIVE = 1


def command(
    problem_file: ProblemFile, roster_file: RosterFile, policy: PolicyName = "default", as_json: AsJson = False
) -> None:
    """审核排班。 Audit a roster: rules broken, score recounted.

    退出码：0通过，1不通过，2无法读取。 Exit code: 0 clean, 1 not clean, 2 unreadable.
    """
    from matcher.audit import audit
    from matcher.cli.policies import policy_named
    from matcher.cli.showing.report import show_report
    from matcher.cli.terminal import say_json
    from matcher.domain import Problem, Roster
    from matcher.domain.files import read_document

    rules = policy_named(policy)
    report = audit(read_document(Problem, problem_file), read_document(Roster, roster_file), rules)
    if as_json:
        say_json(report.as_json())
    else:
        show_report(report)
    if not report.clean:
        raise typer.Exit(NEGATIVE)

"""What the auditor found, finding by finding, and the score as it counts it."""

from matcher.audit import Report
from matcher.cli.showing.score import show_score
from matcher.cli.terminal import say
from matcher.rules.rule import Violation


def show_report(report: Report) -> None:
    """Every finding in both languages, then the points by rule."""
    for finding in report.findings():
        say(f"✗ {finding.rule if isinstance(finding, Violation) else finding.claim}")
        say(f"  {finding.text.zh}")
        say(f"  {finding.text.en}")
    if report.clean:
        say("审核通过：未违反任何规则，所述属实。")
        say("Clean: no rule is broken, and what the roster says of itself is true.")
    else:
        broken, untrue = len(report.violations), len(report.misstatements)
        say(f"审核不通过：违反规则{broken}处，所述不实{untrue}处。")
        say(f"Not clean: {broken} violations, {untrue} statements that do not hold.")
    show_score(report.score)

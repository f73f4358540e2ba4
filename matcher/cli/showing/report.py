"""What the auditor found, finding by finding, and the score as it counts it."""

from matcher.audit import Report
from matcher.cli.showing.score import show_score
from matcher.cli.terminal import say
from matcher.domain import Text
from matcher.rules.rule import Violation


def show_report(report: Report) -> None:
    """Every finding in both languages, then the points by rule."""
    for finding in report.findings():
        _show(f"✗ {finding.rule if isinstance(finding, Violation) else finding.claim}", finding.text)
    for one in report.overridden:
        _show(f"○ {one.violation.rule} 已作例外 overridden", one.violation.text)
        say(f"  理由 Reason: {one.reason}")
    for idle in report.idle_overrides:
        _show(f"– {idle.rule}", idle.text)
    verdict = _verdict(report)
    say(verdict.zh)
    say(verdict.en)
    show_score(report.score)


def _show(heading: str, text: Text) -> None:
    say(heading)
    say(f"  {text.zh}")
    say(f"  {text.en}")


def _verdict(report: Report) -> Text:
    broken, untrue, overridden = len(report.violations), len(report.misstatements), len(report.overridden)
    if not report.clean:
        return Text(
            f"Not clean: {broken} violations, {untrue} statements that do not hold.",
            f"审核不通过：违反规则{broken}处，所述不实{untrue}处。",
        )
    if overridden:
        return Text(
            f"Clean: no rule is broken but for {overridden} overridden with reasons, and what the roster says of itself is true.",
            f"审核通过：除{overridden}处已说明理由的例外，未违反任何规则，所述属实。",
        )
    return Text(
        "Clean: no rule is broken, and what the roster says of itself is true.",
        "审核通过：未违反任何规则，所述属实。",
    )

"""What a hand-made roster breaks and what it costs; each time both faces of all rules are asked, and must agree."""

import re

from matcher.audit import Report, audit
from matcher.compile import compile_problem
from matcher.domain import Problem, Text, Visit
from matcher.engine.evaluate import evaluate
from matcher.policy import Policy, default_policy
from tests.building import plan, roster

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def broken(week: Problem, *visits: Visit, policy: Policy | None = None) -> dict[str, list[int]]:
    """Sizes of violations by rule. The waist refuses the same roster exactly if there are any."""
    report = _judged(week, visits, policy)
    sizes: dict[str, list[int]] = {}
    for violation in report.violations:
        _in_both_languages(violation.text)
        sizes.setdefault(violation.rule, []).append(violation.size)
    return sizes


def points(week: Problem, *visits: Visit, policy: Policy | None = None) -> dict[str, int]:
    """Points by rule, those that count any; the roster breaks nothing. The waist counts the same total."""
    report = _judged(week, visits, policy)
    assert not report.violations
    for charge in report.charges:
        _in_both_languages(charge.text)
    return {rule: counted for rule, counted in report.score.by_rule.items() if counted}


def _judged(week: Problem, visits: tuple[Visit, ...], policy: Policy | None) -> Report:
    policy = policy or default_policy()
    report = audit(week, roster(*visits), policy)
    reading = evaluate(compile_problem(week, policy), plan(week, visits))
    assert reading.accepted == (not report.violations), (reading.faults, report.violations)
    assert not reading.accepted or reading.total == report.score.total, (reading.points, report.score)
    return report


def _in_both_languages(text: Text) -> None:
    assert CHINESE.search(text.zh), text.zh
    assert text.en.strip(), text.zh
    assert not CHINESE.search(text.en), text.en

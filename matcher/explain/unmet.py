"""What is unmet, and why: every need that lacks visits, with its reasons and the one relaxation that would serve it."""

from __future__ import annotations

from matcher.domain import Need, Problem, Roster, Unmet
from matcher.explain.deadline import Deadline
from matcher.explain.findings import Investigation
from matcher.explain.wording import URGENCY
from matcher.policy import Policy


def unmet(problem: Problem, roster: Roster, policy: Policy, deadline: float | None = None) -> tuple[Unmet, ...]:
    """All needs that lack visits, in the problem's order, each with a reason.

    `deadline` is a moment of `time.monotonic()`: urgent needs are looked at first, and those that it leaves get only the
    reasons that take no trial, without a suggestion. Without a deadline everything is tried, and the same input gives
    the same answer. Raises BadInput where the roster names needs or volunteers that the problem lacks.
    """
    investigation = Investigation.of(problem, roster, policy)
    lacking = [need for need in problem.needs if investigation.standing.missing(need)]
    found: dict[str, Unmet] = {}
    for need in sorted(lacking, key=lambda one: URGENCY[one.priority]):
        found[need.id] = _unmet(investigation, need, Deadline(deadline))
    return tuple(found[need.id] for need in lacking)


def _unmet(investigation: Investigation, need: Need, deadline: Deadline) -> Unmet:
    findings = investigation.findings(need, deadline)
    return Unmet(
        need=need.id,
        missing=investigation.standing.missing(need),
        reasons=findings.reasons,
        suggestion=findings.suggestion,
    )

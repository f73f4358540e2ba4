"""Only a roster that was sound before the change can be repaired."""

from matcher.audit import audit
from matcher.domain import BadInput
from matcher.policy import Policy
from matcher.replanning.aftermath import Aftermath
from matcher.rules.rule import Violation


def check_sound(after: Aftermath, policy: Policy) -> None:
    """The roster breaks no hard rule of the problem as it was, apart from its visits that fall; else BadInput in words."""
    problem, roster = after.timetable.problem, after.timetable.roster
    violations = audit(problem, roster, policy).violations
    if not violations:
        return
    fallen = {stop.visit.key for stop in after.fallen}
    left = roster.revised(visits=[visit for visit in roster.visits if visit.key not in fallen])
    still = {_about(violation) for violation in audit(problem, left, policy).violations}
    for violation in violations:
        if _about(violation) in still:
            raise BadInput(
                f"The roster breaks the rule {violation.rule}: {violation.text.en.rstrip('.')}, expected one that "
                "broke no rule before the change."
            )


def _about(violation: Violation) -> tuple[str, str | tuple[str, ...] | None]:
    """Which rule, and whom it concerns."""
    return violation.rule, violation.volunteers or violation.need

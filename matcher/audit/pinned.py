"""Pinned visits must be able to stand together: contradictory data is an error that names them, never a roster."""

from matcher.audit.overriding import judged
from matcher.domain import BadInput, Problem, Roster, Visit
from matcher.policy import Policy
from matcher.timetable import Timetable


def check_pinned(problem: Problem, policy: Policy) -> None:
    """The roster of the pinned visits alone breaks no hard rule but overridden ones; else BadInput with the first breach in words.

    No rule forgives a breach because visits are added, so a roster with these visits would break it too.
    """
    minutes = {need.id: need.minutes for need in problem.needs}
    visits = tuple(
        Visit(
            need=pinned.need,
            start=pinned.start,
            end=problem.moment(problem.minute(pinned.start) + minutes[pinned.need]),
            volunteers=pinned.volunteers,
            pinned=True,
            overrides=pinned.overrides,
        )
        for pinned in problem.published
        if pinned.stands
    )
    if not visits or not any(rule.name == "pinned" for rule in policy.rules):
        return
    violations, _ = judged(Timetable(problem, Roster(visits=visits)), policy)
    for violation in violations:
        raise BadInput(
            f"The pinned visits contradict the rule {violation.rule}: {violation.text.en.rstrip('.')}, "
            "expected pinned visits that can stand; unpin one or mend the data."
        )

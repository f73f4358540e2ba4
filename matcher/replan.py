"""A published roster meets a change and is repaired with few changes: what has begun stays, the rest stays where it can."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Event
from time import monotonic

from matcher.domain import Problem, Roster, Visit
from matcher.engine.progress import Listener
from matcher.policy import Policy, default_policy
from matcher.replanning.aftermath import Aftermath, aftermath
from matcher.replanning.change import Change, check_change
from matcher.replanning.differences import Difference, differences
from matcher.replanning.figures import Figures, figures
from matcher.replanning.repairing import repair
from matcher.replanning.rewriting import rewritten
from matcher.replanning.soundness import check_sound
from matcher.rules.hard.pinned import Pinned
from matcher.solve import Incumbents, solve
from matcher.timetable import Timetable

__all__ = ["Change", "Replan", "replan"]


@dataclass(frozen=True)
class Replan:
    """A repaired roster and the problem that it solves."""

    problem: Problem
    """The problem as it is after the change; what it publishes is the old roster as far as that is still wanted."""
    roster: Roster
    after: Aftermath

    @property
    def left(self) -> Roster:
        """What the change leaves of the old roster if nothing is repaired; it claims nothing."""
        return Roster(visits=tuple(stop.visit for stop in (*self.after.settled, *self.after.standing)))

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Between the old roster and the new one."""
        return differences(self.after.timetable.roster, self.roster)

    def figures(self, policy: Policy) -> tuple[Figures, Figures, Figures]:
        """Of the old roster in the problem as it was, and in the changed problem of what is left of it and of the new one."""
        timetable = self.after.timetable
        as_it_was = timetable.problem.revised(published=())
        before = figures(as_it_was, timetable.roster, policy)
        return before, figures(self.problem, self.left, policy), figures(self.problem, self.roster, policy)


def replan(
    problem: Problem,
    roster: Roster,
    policy: Policy | None = None,
    change: Change | None = None,
    *,
    seconds: float = 5.0,
    seed: int = 0,
    workers: int = 2,
    moves: int | None = None,
    listener: Listener | None = None,
    incumbents: Incumbents | None = None,
    stop: Event | None = None,
    start: Sequence[Visit] | None = None,
) -> Replan:
    """The roster repaired within `seconds`; without a `change` the problem has changed already.

    While a repair searches, changes of the published roster weigh more than the policy says (`replanning/repairing.py`), so that
    few visits change; score, bound and status are those of the policy itself.

    `problem` is the week as it was when the roster was published, or with needs added since. The result bears its own
    problem: `audit(result.problem, result.roster, policy)` is clean, points and bound included. Under `problem` itself the new
    roster breaks no rule either, but for pinned visits that the change took away; its points and what it calls
    unmet are those of the changed problem. For the next change pass on both, `replan(result.problem, result.roster, …)`.

    `listener`, `incumbents` and `start` are those of `solve`, of rosters of the changed problem. What is answered may have
    more points than `start` and than what was told on the way, where that changes less.

    Raises BadInput where the change names what is not there, or where the roster broke a rule before the change.
    """
    started = monotonic()
    policy, change = policy or default_policy(), change or Change()
    timetable = Timetable(problem, roster)
    check_change(change, timetable)
    after = aftermath(timetable, change, _pins(policy))
    check_sound(after, policy)
    changed = rewritten(after)
    repaired = solve(
        changed,
        policy if _pins(policy) else Policy(policy.name, (*policy.rules, Pinned())),
        seconds=max(1e-3, started + seconds - monotonic()),
        seed=seed,
        workers=workers,
        moves=moves,
        listener=listener,
        incumbents=incumbents,
        stop=stop,
        start=start,
        pipeline=repair,
    )
    known = {(visit.need, visit.start, frozenset(visit.volunteers)): visit for visit in roster.visits}
    visits = [known.get((one.need, one.start, frozenset(one.volunteers)), one) for one in repaired.visits]
    return Replan(changed, repaired.revised(visits=visits), after)


def _pins(policy: Policy) -> bool:
    return any(rule.name == Pinned.name for rule in policy.rules)

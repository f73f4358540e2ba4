"""A standing roster kept as an index: built once from problem, policy and roster, then asked for one new need after another."""

from functools import cached_property

import numpy as np

from matcher.audit import audit
from matcher.domain import BadInput, Need, Priority, Problem, Roster, Visit
from matcher.engine.match import Fit, find, standing_of
from matcher.engine.match.board import prepare
from matcher.explain.deadline import Deadline
from matcher.explain.findings import Investigation
from matcher.explain.standing import Standing
from matcher.matching.column import Columns
from matcher.matching.measuring import Measuring
from matcher.matching.newcomer import check_newcomer, with_need
from matcher.matching.options import Match, Option, Shift
from matcher.matching.standing import plan_of, standing_instance
from matcher.policy import Policy, default_policy
from matcher.timetable import Stop
from matcher.waist.instance import Flags

MOST_SHIFT = 30
"""Minutes by which the start of somebody else's visit may be shifted."""

URGENCY = {priority: rank for rank, priority in enumerate(Priority)}


class MatchIndex:
    """Everything about a roster that does not depend on the need asked for.

    Raises BadInput where the roster breaks a hard rule: what is added to it could not be clean either.
    """

    def __init__(self, problem: Problem, roster: Roster, policy: Policy | None = None) -> None:
        self.problem = problem
        self.roster = roster
        self.policy = policy or default_policy()
        _check_clean(problem, roster, self.policy)
        prepare()
        plan = plan_of(problem, roster)
        self._standing = standing_of(standing_instance(problem, roster, plan, self.policy), plan)
        self._columns = Columns(problem, self.policy, self._standing)
        self._urgency = np.repeat([URGENCY[need.priority] for need in problem.needs], problem.week.days)

    def match(self, need: Need, top: int | None = 5, *, displace: bool = False) -> Match:
        """The best `top` options (all if None) for one visit of a new need, ranked by points.

        With `displace` a visit of lower priority may be given up for it. Raises BadInput where the need contradicts itself
        or the problem. An answer without options has no reasons yet; `explained` tells them.
        """
        check_newcomer(need, self.problem)
        return self.matched(need, top, displace=displace)

    def matched(self, need: Need, top: int | None, *, displace: bool) -> Match:
        """The same for a need that has been checked."""
        may_go: Flags | None = self._urgency > URGENCY[need.priority] if displace else None
        fits = find(self._standing, self._columns.column(need), top, MOST_SHIFT, may_go)
        return Match.model_construct(
            need=need.id, policy=self.policy.name, options=tuple(self._option(need, fit) for fit in fits)
        )

    def explained(self, need: Need, match: Match) -> Match:
        """The answer with points by rule, counted by the rules themselves, or with reasons if there is no option."""
        if match.options:
            options = tuple(self._measuring.measured(need, option) for option in match.options)
            return match.model_copy(update={"options": options})
        return self.reasoned(need, match)

    def counted(self, need: Need, option: Option) -> Option:
        """The option with its points by rule and the ways to it; hard rules are not asked again."""
        return self._measuring.counted(need, option)

    def reasoned(self, need: Need, match: Match, deadline: Deadline | None = None) -> Match:
        """The answer with reasons why there is no option; in short after the deadline."""
        investigation = Investigation(self._read.joined_by(need, with_need(self.problem, need)), self.policy)
        findings = investigation.findings(need, deadline)
        return match.model_copy(update={"reasons": findings.reasons, "suggestion": findings.suggestion})

    def under(self, policy: Policy) -> "MatchIndex":
        """The same roster under another policy; raises BadInput where it breaks a hard rule of it."""
        return MatchIndex(self.problem, self.roster, policy)

    def stops_of(self, volunteer_id: str) -> tuple[Stop, ...]:
        """The visits of a volunteer as they stand."""
        return self._read.timetable.stops_of_volunteer[volunteer_id]

    def met(self, cadre_id: str, volunteer_id: str) -> int:
        """How often the two have met before this week."""
        return self._met.get((cadre_id, volunteer_id), 0)

    def _option(self, need: Need, fit: Fit) -> Option:
        moment = self.problem.moment
        return Option.model_construct(
            volunteers=tuple(self.problem.volunteers[one].id for one in fit.volunteers),
            start=moment(fit.start),
            end=moment(fit.start + need.minutes),
            latest_start=moment(fit.last_start),
            points=fit.points,
            by_rule=None,
            shifts=tuple(self._shift(*shift) for shift in fit.shifted),
            displaced=tuple(self._visit[visit] for visit in fit.displaced),
        )

    def _shift(self, visit: int, start: int, new_start: int) -> Shift:
        standing = self._visit[visit]
        return Shift.model_construct(
            need=standing.need,
            volunteers=standing.volunteers,
            moved_from=self.problem.moment(start),
            moved_to=self.problem.moment(new_start),
        )

    @cached_property
    def _visit(self) -> dict[int, Visit]:
        days, start = self.problem.week.days, self.problem.week.start
        position = {need.id: k for k, need in enumerate(self.problem.needs)}
        return {position[one.need] * days + (one.start.date() - start).days: one for one in self.roster.visits}

    @cached_property
    def _met(self) -> dict[tuple[str, str], int]:
        return {(one.cadre, one.volunteer): one.visits for one in self.problem.history}

    @cached_property
    def _read(self) -> Standing:
        return Standing(self.problem, self.roster)

    @cached_property
    def _measuring(self) -> Measuring:
        return Measuring(self._read, self.policy)


def _check_clean(problem: Problem, roster: Roster, policy: Policy) -> None:
    broken = audit(problem, roster, policy).violations
    if broken:
        more = f" (and {len(broken) - 1} more violations)" if len(broken) > 1 else ""
        raise BadInput(
            f"The roster breaks the rule {broken[0].rule}: {broken[0].text.en.rstrip('.')}{more}, "
            "expected a roster that the audit finds clean."
        )

"""A version of a roster in the problem and policy that hold now: what edits, matches and pages look at."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from sqlmodel import Session

from api.policies.effective import policy_of
from api.rosters.problems import problem_of
from api.rosters.versions import version
from api.settings import Settings
from api.tables.rosters import Roster, RosterVersion
from api.weeks import Scope, scope_of
from matcher.audit import audit
from matcher.audit.report import Report
from matcher.domain import Problem, PublishedVisit, Visit
from matcher.domain import Roster as Document
from matcher.policy import Policy
from matcher.rules.rule import OverridableRule


@dataclass(frozen=True)
class Standing:
    """`document` holds the version's visits as far as their needs and volunteers are still there; `lost` the others.

    `baseline` are the visits that the version is compared with, as far as they are still there too.
    """

    roster: Roster
    version: RosterVersion
    scope: Scope
    policy: Policy
    problem: Problem
    document: Document
    lost: tuple[Visit, ...]
    baseline: tuple[Visit, ...]

    @cached_property
    def report(self) -> Report:
        """What the audit finds in it now, whatever it found when the version was made."""
        return audit(self.problem, self.document, self.policy)

    @cached_property
    def problem_hash(self) -> str:
        """The same for the same problem under the same policy: a bound that was proved there holds here.

        Pins are left out: they forbid rosters and add none, so that a bound survives them. Overrides do allow more.
        """
        compared_with = {(visit.need, visit.start.date()) for visit in self.baseline}
        unpinned = [
            one.revised(pinned=False)
            for one in self.problem.published
            if one.overrides or (one.need, one.start.date()) in compared_with
        ]
        of_visits = "".join(one.model_dump_json() for one in unpinned)
        problem = self.problem.model_dump_json(exclude={"published"})
        return sha256(f"{problem}{of_visits}{self.policy!r}".encode()).hexdigest()

    @property
    def bound(self) -> int | None:
        """What no roster can beat, where the version knows it of this very problem."""
        return self.version.document.bound if self.version.problem_hash == self.problem_hash else None

    @property
    def missing(self) -> int:
        """Visits that needs of the week lack."""
        served = Counter(visit.need for visit in self.document.visits)
        return sum(max(0, need.visits - served[need.id]) for need in self.problem.needs)

    @cached_property
    def overridable(self) -> tuple[str, ...]:
        """Rules that the policy lets people break for a reason."""
        marked = (rule for rule in self.policy.hard if isinstance(rule, OverridableRule) and rule.overridable)
        return tuple(rule.name for rule in marked)

    def at_version(self, session: Session, number: int) -> "Standing":
        """Another version of the same roster, in the same data; raises NotFound."""
        row = version(session, self.roster, number)
        return _standing(session, self.roster, row, self.scope, self.policy, self.problem)

    def with_visits(self, visits: Iterable[Visit], held: Iterable[Visit] | None = None) -> "Standing":
        """Other visits in the same week; `held` must stand as they are, if not the pinned ones among the visits."""
        chosen = tuple(sorted(visits, key=lambda visit: (visit.start, visit.need)))
        return replace(
            self,
            problem=_comparing(self.problem, self.baseline, chosen if held is None else held),
            document=Document(policy=self.policy.name, visits=chosen),
            lost=(),
        )


def standing(
    session: Session, settings: Settings, roster: Roster, number: int | None = None, *, named: bool = False
) -> Standing:
    """A version (the newest if none is named) as it stands today."""
    row = version(session, roster, number)
    scope = scope_of(session, roster)
    problem = problem_of(session, settings, scope, roster.week, named=named)
    return _standing(session, roster, row, scope, policy_of(session, scope.regions), problem)


def _standing(
    session: Session, roster: Roster, row: RosterVersion, scope: Scope, policy: Policy, problem: Problem
) -> Standing:
    before = version(session, roster, row.baseline).document.visits if row.baseline is not None else ()
    kept = tuple(visit for visit in row.document.visits if _stands(visit, problem))
    baseline = tuple(visit for visit in before if _stands(visit, problem))
    return Standing(
        roster=roster,
        version=row,
        scope=scope,
        policy=policy,
        problem=_comparing(problem, baseline, kept),
        document=row.document.revised(visits=kept) if len(kept) < len(row.document.visits) else row.document,
        lost=tuple(visit for visit in row.document.visits if not _stands(visit, problem)),
        baseline=baseline,
    )


def compared(baseline: Iterable[Visit], visits: Iterable[Visit]) -> list[Visit]:
    """What the problem calls published: the visits of the baseline, and in their place those that are held now."""
    held = {(visit.need, visit.start.date()): visit for visit in visits if visit.stands}
    others = [
        visit.revised(pinned=False, overrides=()) for visit in baseline if (visit.need, visit.start.date()) not in held
    ]
    return [*others, *held.values()]


def _comparing(problem: Problem, baseline: Iterable[Visit], visits: Iterable[Visit]) -> Problem:
    """Not checked again: pins that data have made to contradict each other must still be seen, to be undone."""
    published = tuple(
        PublishedVisit(
            need=one.need, start=one.start, volunteers=one.volunteers, pinned=one.pinned, overrides=one.overrides
        )
        for one in compared(baseline, visits)
    )
    return problem.model_copy(update={"published": published})


def _stands(visit: Visit, problem: Problem) -> bool:
    return visit.need in problem.need_by_id and all(one in problem.volunteer_by_id for one in visit.volunteers)

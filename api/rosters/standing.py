"""A version of a roster in the problem and policy that hold now: what edits, matches and pages look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from sqlmodel import Session

from api.policies.effective import policy_of
from api.rosters.versions import version
from api.settings import Settings
from api.tables.rosters import Roster, RosterVersion
from api.weeks import Scope, scope_of, week_problem
from matcher.audit import audit
from matcher.audit.report import Report
from matcher.domain import Problem, Visit
from matcher.domain import Roster as Document
from matcher.policy import Policy


@dataclass(frozen=True)
class Standing:
    """`document` holds the version's visits as far as their needs and volunteers are still there; `lost` the others.

    `before` names (need, date) the visits of the baseline.
    """

    roster: Roster
    version: RosterVersion
    scope: Scope
    policy: Policy
    problem: Problem
    document: Document
    lost: tuple[Visit, ...]
    before: frozenset[tuple[str, date]]

    @cached_property
    def report(self) -> Report:
        """What the audit finds in it now, whatever it found when the version was made."""
        return audit(self.problem, self.document, self.policy)

    @cached_property
    def problem_hash(self) -> str:
        """The same for the same problem under the same policy: a bound that was proved there holds here.

        Pins are left out: they forbid rosters and add none, so that a bound survives them.
        """
        unpinned = [
            one.revised(pinned=False) for one in self.problem.published if (one.need, one.start.date()) in self.before
        ]
        return sha256(
            f"{self.problem.revised(published=unpinned).model_dump_json()}{self.policy!r}".encode()
        ).hexdigest()

    @property
    def bound(self) -> int | None:
        """What no roster can beat, where the version knows it of this very problem."""
        return self.document.bound if self.version.problem_hash == self.problem_hash else None


def standing(
    session: Session, settings: Settings, roster: Roster, number: int | None = None, *, named: bool = False
) -> Standing:
    """A version (the newest if none is named) as it stands today."""
    row = version(session, roster, number)
    before = version(session, roster, row.baseline).document.visits if row.baseline is not None else ()
    scope = scope_of(session, roster)
    problem = week_problem(session, settings, scope, roster.week, compared(before, row.document.visits), named=named)
    kept = tuple(visit for visit in row.document.visits if _stands(visit, problem))
    lost = tuple(visit for visit in row.document.visits if not _stands(visit, problem))
    document = row.document.revised(visits=kept) if lost else row.document
    dates = frozenset((visit.need, visit.start.date()) for visit in before)
    return Standing(roster, row, scope, policy_of(session, scope.regions), problem, document, lost, dates)


def compared(before: Iterable[Visit], visits: Iterable[Visit]) -> list[Visit]:
    """What the problem calls published: the visits of the baseline, and in their place those that are pinned now."""
    pinned = {(visit.need, visit.start.date()): visit for visit in visits if visit.pinned}
    others = [visit.revised(pinned=False) for visit in before if (visit.need, visit.start.date()) not in pinned]
    return [*others, *pinned.values()]


def _stands(visit: Visit, problem: Problem) -> bool:
    return visit.need in problem.need_by_id and all(one in problem.volunteer_by_id for one in visit.volunteers)

"""The page about one visit or unmet need: what may be wished, the best first, or what a wish would break and cost."""

from datetime import date, datetime
from typing import Any

from fastapi import Response
from sqlmodel import Session, col, select

from api import clock
from api.errors import Refused, no_such
from api.rosters.changing import change_by
from api.rosters.describing import described
from api.rosters.standing import Standing, standing
from api.rosters.steps import AnyStep
from api.screens.board.candidates import Candidates
from api.screens.board.naming import Naming
from api.screens.board.verdict import BECAME, verdict_of
from api.screens.board.wishing import Other, Wish, steps_of, visit_of
from api.screens.shell.forms import Form
from api.screens.shell.page import Page
from api.settings import Settings
from api.tables.people import Volunteer
from api.tables.rosters import Roster
from matcher.board.words import PRIORITIES
from matcher.domain import Need, Visit

MOST_SWAPS = 60


class ChangePage:
    """One page about one visit or unmet need of a roster as it stands now."""

    def __init__(
        self, page: Page, form: Form, wish: Wish, session: Session, settings: Settings, roster: Roster
    ) -> None:
        self.page, self.form, self.wish, self.session, self.roster = page, form, wish, session, roster
        self.now = clock.local_now(settings)
        self.stands: Standing = standing(session, settings, roster, named=True)
        found = self.stands.problem.need_by_id.get(wish.need)
        if found is None:
            raise no_such("需求（本周）", "need this week")
        self.need: Need = found

    @property
    def visit(self) -> Visit | None:
        """Raises Unacceptable where it is gone."""
        return visit_of(self.stands, self.wish)

    def steps(self) -> list[AnyStep]:
        """What the wish comes to."""
        return steps_of(self.wish, self.visit, self._best_start)

    def judged(self, refused: Refused | None = None) -> Response:
        """What the wish would do."""
        steps = self.steps()
        verdict = verdict_of(described(change_by(self.stands, steps)))
        return self._show(verdict=verdict, became=BECAME, steps=steps, refused=refused)

    def choices(self, refused: Refused | None = None) -> Response:
        """What may be wished, the best first."""
        visit = self.visit if refused is None or refused.code != "NO_SUCH_VISIT" else None
        ranked, reasons = Candidates(self.stands, self.need, visit, self.now).ranked()
        return self._show(
            verdict=None,
            refused=refused,
            candidates=ranked,
            reasons=reasons,
            volunteers=self._volunteers(),
            swaps=self._swaps(visit),
        )

    def _best_start(self, day: date, crew: tuple[str, ...]) -> datetime:
        return Candidates(self.stands, self.need, self.visit, self.now).best_start(day, crew)

    def _show(self, **what: Any) -> Response:
        problem = self.stands.problem
        gone = self.wish.date is not None and not any(
            (one.need, one.start.date()) == (self.wish.need, self.wish.date) for one in self.stands.document.visits
        )
        return self.page.show(
            "board/change.html",
            roster=self.roster,
            wish=self.wish,
            need=self.need,
            visit=None if gone else self.visit,
            missing=self.need.visits - sum(one.need == self.need.id for one in self.stands.document.visits),
            priority=PRIORITIES[self.need.priority],
            named=Naming.of(problem, self.page.language),
            dates=problem.week.dates,
            grid=problem.grid_minutes,
            needs=problem.need_by_id,
            back=self.form.text("back"),
            form=self.form,
            **what,
        )

    def _volunteers(self) -> list[tuple[str, str, bool]]:
        """Ids and names by pinyin, and whether they offer the service; those who do come first."""
        here = self.stands.problem.volunteer_by_id
        rows = self.session.exec(
            select(Volunteer).where(col(Volunteer.id).in_(here.keys())).order_by(col(Volunteer.pinyin), Volunteer.id)
        ).all()
        told = [(one.id, one.name, self.need.service in one.services) for one in rows]
        return sorted(told, key=lambda one: not one[2])

    def _swaps(self, visit: Visit | None) -> list[tuple[Other, Visit]]:
        """Other visits of the same service, each with one of its volunteers; those of the same stations and times first."""
        if visit is None:
            return []
        problem = self.stands.problem
        homes = {problem.volunteer_by_id[who].station for who in visit.volunteers}
        found = [
            (Other(one.need, one.start.date(), who), one)
            for one in self.stands.document.visits
            if one.need != visit.need and problem.need_by_id[one.need].service == self.need.service
            for who in one.volunteers
            if who not in visit.volunteers
        ]
        return sorted(
            found,
            key=lambda one: (
                problem.volunteer_by_id[one[0].volunteer].station not in homes,
                abs(one[1].start - visit.start),
                one[0],
            ),
        )[:MOST_SWAPS]

"""Every change of a visit goes through one page: choose, see what it would do, then do it or leave it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError
from sqlmodel import Session, col, select
from starlette.datastructures import FormData

from api import clock
from api.authority import Action
from api.errors import Refused, no_such
from api.rosters.changing import change_by
from api.rosters.describing import described
from api.rosters.edit_routes import edit_roster
from api.rosters.standing import Standing, standing
from api.rosters.steps import AnyStep, Edits, Overriding
from api.rosters.versions import find
from api.screens.board.candidates import Candidates
from api.screens.board.finding import board_address
from api.screens.board.naming import Naming
from api.screens.board.verdict import BECAME, verdict_of
from api.screens.board.wishing import DEEDS, Other, Wish, steps_of, visit_of
from api.screens.shell.forms import Faulty, Form, Submitted, faults_of
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.way import inside
from api.settings import Settings
from api.tables.people import Volunteer
from api.tables.rosters import Roster
from api.tables.row import Key
from api.web.etags import Expectation
from api.web.service import Configured, Storage
from matcher.board.words import PRIORITIES, service
from matcher.domain import Need, Visit

router = APIRouter(prefix="/board/{roster_id}")

MOST_SWAPS = 60


@router.get("/change", dependencies=opens(Action.PLAN))
def change_page(page: Shown, request: Request, roster_id: Key, storage: Storage, settings: Configured) -> Response:
    """The choices for a visit or unmet need; with `do`, what that would break and cost."""
    form = Form(FormData([*request.query_params.multi_items()]))
    with storage.reading() as session:
        roster = find(session, roster_id)
        wish = form.read(Wish)
        drawing = _Drawing(page, form, wish, session, settings, roster)
        try:
            return drawing.judged() if wish.do is not None else drawing.choices()
        except Refused as refused:
            return drawing.choices(refused)


@router.post("/change", dependencies=opens(Action.PLAN))
def change(page: Shown, roster_id: Key, form: Submitted, storage: Storage, settings: Configured) -> Response:
    """Done, and back to the board; or the same page again, with what stands in the way."""
    with storage.reading() as session:
        roster = find(session, roster_id)
        wish = form.read(Wish)
        drawing = _Drawing(page, form, wish, session, settings, roster)
        try:
            Expectation(form.text("version")).check(roster.version)
            steps = drawing.steps()
            reasons = _reasons(form)
        except Refused as refused:
            return _again(drawing, refused)
    edits = Edits(steps=tuple(steps), overrides=reasons, by=page.who.name)
    expected = Expectation(form.text("version"))
    try:
        edit_roster(roster_id, edits, expected, Response(), storage, settings)
    except Refused as refused:
        with storage.reading() as session:
            roster = find(session, roster_id)
            return _again(_Drawing(page, form, wish, session, settings, roster), refused)
    return page.go(_back(form, roster, wish, steps), DEEDS[wish.do or "move"])


def _again(drawing: "_Drawing", refused: Refused) -> Response:
    try:
        return drawing.judged(refused)
    except Refused:
        return drawing.choices(refused)


def _reasons(form: Form) -> tuple[Overriding, ...]:
    given = {name.removeprefix("reason."): form.text(name) for name in form.data if name.startswith("reason.")}
    try:
        return tuple(Overriding(rule=rule, reason=reason) for rule, reason in given.items() if reason)
    except ValidationError as error:
        raise Faulty(faults_of(error)) from None


def _back(form: Form, roster: Roster, wish: Wish, steps: Sequence[AnyStep]) -> str:
    """To where the board was looked at, at the card that was changed."""
    address = inside(form.text("back")) if form.text("back").startswith("/board?") else board_address(roster)
    last: Any = steps[-1]
    start: datetime | None = getattr(last, "start", None)
    day: date | None = start.date() if start is not None else wish.date
    crew = getattr(last, "volunteers", None) or [wish.volunteer or ""]
    return f"{address}#{wish.need}~{day}~{crew[0]}" if wish.do != "remove" else address


class _Drawing:
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
            words=service(self.need.service),
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

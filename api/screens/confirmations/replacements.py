"""Who could come instead, by name: what is known of them, and what it would disturb."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlmodel import Session, col, select

from api.offers.options import OptionShown, ReplacementsShown, options_for
from api.offers.steps import Shift
from api.screens.confirmations.listing import Line, lines_of
from api.screens.shell.naming import named
from api.screens.shell.people import Person, volunteers_by_id
from api.settings import Settings
from api.tables.needs import Need
from api.tables.visits import Offer, Visit
from matcher.domain import Text

SHIFTS = TypeAdapter(tuple[Shift, ...])


@dataclass(frozen=True)
class Joiner:
    """Somebody who would come newly."""

    person: Person
    minutes_on_the_way: int
    met: int
    visits: int
    minutes: int
    most_minutes: int | None


@dataclass(frozen=True)
class Choice:
    """One option: all who would come, those of them who are new, and the other visits that would start differently."""

    volunteers: tuple[str, ...]
    stay: tuple[Person, ...]
    joining: tuple[Joiner, ...]
    start: datetime
    end: datetime
    shifts: tuple[Shift, ...]
    shifted: tuple[Text, ...]

    @property
    def shifts_as_text(self) -> str:
        """For a form, which brings them back."""
        return SHIFTS.dump_json(self.shifts).decode()


@dataclass(frozen=True)
class Gap:
    """A visit with its offers, and what may be chosen for it."""

    visit: Visit
    service: str
    offers: Sequence[Line]
    roster_version: int
    choices: tuple[Choice, ...]
    why_not: tuple[Text, ...]


def gaps(session: Session, settings: Settings, visits: Sequence[Visit], *, looking: bool = True) -> list[Gap]:
    """For each visit, in their order; without `looking` nobody is sought."""
    found = {one.visit: one for one in options_for(session, settings, [one.id for one in visits])} if looking else {}
    services = dict(
        session.exec(select(Need.id, Need.service).where(col(Need.id).in_({one.need_id for one in visits}))).all()
    )
    return [_gap(session, visit, services[visit.need_id], found.get(visit.id)) for visit in visits]


def _gap(session: Session, visit: Visit, service: str, found: ReplacementsShown | None) -> Gap:
    offers = session.exec(
        select(Offer).where(Offer.visit_id == visit.id, col(Offer.current)).order_by(col(Offer.volunteer_id))
    ).all()
    options = found.options if found is not None else []
    people = volunteers_by_id(session, {who for one in options for who in one.volunteers})
    said = [] if found is None else [*found.reasons, *([found.suggestion] if found.suggestion is not None else [])]
    return Gap(
        visit=visit,
        service=service,
        offers=lines_of(session, offers),
        roster_version=found.roster_version if found is not None else 0,
        choices=tuple(_choice(session, one, people) for one in options),
        why_not=tuple(named(session, said)),
    )


def _choice(session: Session, option: OptionShown, people: dict[str, Person]) -> Choice:
    shifted = [
        Text(
            f"{one.need}: starts at {one.start:%H:%M} instead",
            f"{one.need}改为{one.start:%H:%M}开始",
        )
        for one in option.shifts
    ]
    return Choice(
        volunteers=tuple(option.volunteers),
        stay=tuple(people[one] for one in option.stay),
        joining=tuple(
            Joiner(people[one.volunteer], one.minutes_on_the_way, one.met, one.visits, one.minutes, one.most_minutes)
            for one in option.joining
        ),
        start=option.start,
        end=option.end,
        shifts=tuple(option.shifts),
        shifted=tuple(named(session, shifted)),
    )

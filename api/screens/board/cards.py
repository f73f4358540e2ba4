"""A card on the board is one visit: when, to whom, what for, how sure; drawn from a version, or from what is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session, col, select

from api.offers.expiry import state_now
from api.offers.following import visits_of
from api.offers.offering import current_offers
from api.rosters.standing import Standing
from api.tables.cadres import Cadre
from api.tables.needs import Need
from api.tables.rosters import Roster
from api.tables.visits import OfferState, Visit, VisitState
from matcher.board.teams import TEAMS, Team, team_of
from matcher.board.words import service
from matcher.domain import Text

Key = tuple[str, date]


@dataclass(frozen=True)
class Card:
    """`crew` people are wanted; `answers` are what each volunteer said to the offer of this very visit."""

    need: str
    cadre: str
    others: int
    service: str
    start: datetime
    end: datetime
    volunteers: tuple[str, ...]
    crew: int
    station: str
    pinned: bool = False
    excused: bool = False
    state: VisitState | None = None
    answers: Mapping[str, OfferState] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The date under which it stands."""
        return self.start.date()

    @property
    def minutes(self) -> int:
        """Length."""
        return int((self.end - self.start).total_seconds()) // 60

    @property
    def key(self) -> str:
        """Need and date, as they stand in forms and anchors."""
        return f"{self.need}~{self.day}"

    @property
    def team(self) -> Team:
        """By its service."""
        return team_of(self.service)

    @property
    def kind(self) -> str:
        """The class that draws the team's shape."""
        return self.service if self.service in TEAMS else "other"

    @property
    def words(self) -> Text:
        """The service in words."""
        return service(self.service)

    @property
    def closed(self) -> bool:
        """The ledger has it."""
        return self.state not in (None, VisitState.PLANNED, VisitState.CANCELLED)


def cards_of(session: Session, stands: Standing) -> tuple[Card, ...]:
    """All visits of the version, in the order of time; with what became of those that are published as they are here."""
    published = _published(session, stands.roster) if stands.roster.published_version is not None else {}
    cards = []
    for visit in sorted(stands.document.visits, key=lambda one: (one.start, one.need)):
        need = stands.problem.need_by_id[visit.need]
        cadre = stands.problem.cadre_by_id[need.cadre]
        row, answers = published.get((visit.need, visit.start.date()), (None, {}))
        same = row is not None and row.start == visit.start
        cards.append(
            Card(
                need=need.id,
                cadre=cadre.name,
                others=len(need.cadres) - 1,
                service=need.service,
                start=visit.start,
                end=visit.end,
                volunteers=visit.volunteers,
                crew=need.crew,
                station=cadre.station,
                pinned=visit.pinned,
                excused=bool(visit.overrides),
                state=row.state if row is not None and same else None,
                answers={who: answers[who] for who in visit.volunteers if same and who in answers},
            )
        )
    return tuple(cards)


def published_cards(session: Session, monday: date, sunday: date, stations: frozenset[str]) -> tuple[Card, ...]:
    """What is published of these stations, whatever roster it is in."""
    query = select(Visit).where(
        col(Visit.day).between(monday, sunday),
        col(Visit.station_id).in_(stations),
        col(Visit.state) != VisitState.CANCELLED,
    )
    rows = session.exec(query.order_by(col(Visit.start), Visit.id)).all()
    answers = current_offers(session, rows)
    needs = {
        one.id: one for one in session.exec(select(Need).where(col(Need.id).in_({row.need_id for row in rows}))).all()
    }
    cadres = session.exec(select(Cadre).where(col(Cadre.id).in_({row.cadre_id for row in rows}))).all()
    names = {one.id: one.name for one in cadres}
    return tuple(
        Card(
            need=row.need_id,
            cadre=names.get(row.cadre_id, ""),
            others=0,
            service=needs[row.need_id].service,
            start=row.start,
            end=row.end,
            volunteers=tuple(row.volunteers),
            crew=needs[row.need_id].crew,
            station=row.station_id,
            state=row.state,
            answers={one.volunteer_id: state_now(one) for one in answers[row.id]},
        )
        for row in rows
        if row.need_id in needs
    )


def _published(session: Session, roster: Roster) -> dict[Key, tuple[Visit, dict[str, OfferState]]]:
    rows = visits_of(session, roster)
    offers = current_offers(session, rows.values())
    return {key: (row, {one.volunteer_id: state_now(one) for one in offers[row.id]}) for key, row in rows.items()}

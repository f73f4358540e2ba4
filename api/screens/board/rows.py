"""A row of the board is a volunteer's week: by pinyin, a cell per date, with the hours of service."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from api.registry.searching import matching
from api.screens.board.cards import Card
from api.screens.board.looking import Look
from api.tables.people import Volunteer
from matcher.board.teams import TEAMS, Team, team_of
from matcher.board.words import service
from matcher.domain import Text


@dataclass(frozen=True)
class Offering:
    """A team to which a volunteer belongs."""

    kind: str
    team: Team
    words: Text


@dataclass(frozen=True)
class Row:
    """`cells` are one a date; the row without a volunteer holds visits to which nobody goes."""

    volunteer: str
    name: str
    station: str
    teams: tuple[Offering, ...]
    cells: tuple[tuple[Card, ...], ...]

    @property
    def visits(self) -> int:
        """Of the week."""
        return sum(len(cell) for cell in self.cells)

    @property
    def hours(self) -> str:
        """Of service in the week."""
        minutes = sum(card.minutes for cell in self.cells for card in cell)
        return f"{minutes / 60:.1f}".removesuffix(".0")


def volunteers_at(session: Session, stations: Collection[str], look: Look) -> Sequence[Volunteer]:
    """Those of the stations who are looked for, by pinyin."""
    query = select(Volunteer).where(col(Volunteer.station_id).in_(stations), col(Volunteer.active))
    if look.name:
        query = query.where(matching(Volunteer, look.name))
    found = session.exec(query.order_by(col(Volunteer.pinyin), Volunteer.id)).all()
    return [one for one in found if not look.team or look.team in one.services]


def rows_of(volunteers: Iterable[Volunteer], cards: Iterable[Card], dates: Sequence[date]) -> list[Row]:
    """In the order of the volunteers; first a row for visits without people, if there are any."""
    by_cell: dict[tuple[str, date], list[Card]] = defaultdict(list)
    for card in cards:
        for who in card.volunteers or ("",):
            by_cell[who, card.day].append(card)
    rows = []
    if any(who == "" for who, _ in by_cell):
        rows.append(Row("", "", "", (), tuple(tuple(by_cell.get(("", day), ())) for day in dates)))
    for one in volunteers:
        cells = tuple(tuple(by_cell.get((one.id, day), ())) for day in dates)
        rows.append(Row(one.id, one.name, one.station_id, tuple(map(offering, one.services)), cells))
    return rows


def offering(word: str) -> Offering:
    """The team of a service."""
    return Offering(word if word in TEAMS else "other", team_of(word), service(word))

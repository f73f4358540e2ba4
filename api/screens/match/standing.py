"""A call as it stands: what was asked for whom, who can come, and what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from api.authority.scope import beyond_scope
from api.matches.asking import MatchFields
from api.matches.public import MatchPublic, OptionPublic
from api.matches.requesting import find_match
from api.matches.showing import shown
from api.rosters.versions import find, version
from api.screens.shell.naming import named
from api.screens.shell.people import Person, volunteers_by_id
from api.settings import Settings
from api.tables.cadres import Cadre
from api.tables.places import Station
from api.tables.visits import Visit
from matcher.domain import Text


@dataclass(frozen=True)
class Agreed:
    """Who comes when; `visit` is the published one, empty while its roster is a draft."""

    people: tuple[Person, ...]
    start: datetime
    end: datetime
    visit: str


@dataclass(frozen=True)
class Call:
    """What the page shows."""

    match: MatchPublic
    asked: MatchFields
    cadre: Cadre
    station: Station
    published: bool
    agreed: Agreed | None
    grid_minutes: int
    why_not: tuple[Text, ...]

    @property
    def done(self) -> bool:
        """An option was taken, or nobody could come."""
        return self.match.applied_version is not None

    def starts(self, option: OptionPublic) -> Sequence[datetime]:
        """All starts that are as good as the option's own."""
        step, last = timedelta(minutes=self.grid_minutes), option.latest_start
        many = int((last - option.start) / step) + 1
        return [option.start + step * number for number in range(min(many, 100))]


def call_of(session: Session, settings: Settings, match_id: str) -> Call:
    """Raises NotFound."""
    row = find_match(session, match_id)
    asked = MatchFields.model_validate(row.fields)
    cadre = session.get_one(Cadre, asked.cadre_id)
    with beyond_scope(session):  # a station may share its roster with others
        published = find(session, row.roster_id).published_version is not None
        agreed = _agreed(session, row.need_id, row.roster_id, row.applied_version)
    match = shown(session, row)
    why_not = [*match.reasons, *([match.suggestion] if match.suggestion is not None else [])]
    return Call(
        match=match,
        asked=asked,
        cadre=cadre,
        station=session.get_one(Station, cadre.station_id),
        published=published,
        agreed=agreed,
        grid_minutes=settings.grid_minutes,
        why_not=tuple(named(session, why_not, {match.need: Text("this call", "本次求助")})),
    )


def _agreed(session: Session, need_id: str | None, roster_id: str, number: int | None) -> Agreed | None:
    """As the published visit says now, else as the version in which it was taken."""
    if need_id is None or number is None:
        return None
    published = session.exec(select(Visit).where(col(Visit.need_id) == need_id)).first()
    if published is not None:
        people = volunteers_by_id(session, published.volunteers)
        return Agreed(tuple(people.values()), published.start, published.end, published.id)
    document = version(session, find(session, roster_id), number).document
    visit = next((one for one in document.visits if one.need == need_id), None)
    if visit is None:
        return None
    return Agreed(tuple(volunteers_by_id(session, visit.volunteers).values()), visit.start, visit.end, "")

"""A call for help as it is asked, and the one-off need that it is: the same rows now, to look for options, and once it is applied."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import field_validator
from sqlmodel import Field, Session, col, or_, select

from api.clock import local_now
from api.errors import NotFound, Unacceptable, no_such
from api.rosters.versions import find
from api.settings import Settings
from api.tables.cadres import Cadre, Fact, Hardship
from api.tables.needs import Need, NeedFields, NeedWeek, NeedWeekFields, Pillar
from api.tables.people import Gender
from api.tables.places import Latitude, Longitude, Station
from api.tables.rosters import Roster
from api.tables.row import Fields, Key, Line, Paragraph
from api.weeks.pairs import Pairs
from api.weeks.problem import need_document
from api.weeks.scope import regions_above, scope_of
from matcher import domain
from matcher.domain import Priority, Problem, Week, Window
from matcher.domain.clock import midnight
from matcher.domain.document import Word


class MatchFields(Fields):
    """Who needs what, when. Without `windows` it is from now until the end of the day.

    The roster is the one named, or that of the week that covers the station named, or else the cadre's own station. With
    `displace` visits of lower priority may be given up for it; if it is left open, an emergency may.
    """

    roster_id: Key | None = None
    station_id: Key | None = None
    cadre_id: Key
    service: Word = Field(max_length=60)
    minutes: int = Field(ge=1, le=1440)
    windows: list[Window] = Field(default=[], max_length=20)
    priority: Priority = Priority.NORMAL
    crew: int = Field(default=1, ge=1, le=5)
    qualifications: list[Word] = Field(default=[], max_length=20)
    gender: Gender | None = None
    languages: list[Line] = Field(default=[], max_length=20)
    preferred_volunteers: list[Key] = Field(default=[], max_length=50)
    excluded_volunteers: list[Key] = Field(default=[], max_length=50)
    latitude: Latitude | None = Field(default=None, description="Where, if not at the cadre's home.")
    longitude: Longitude | None = None
    pillar: Pillar = Pillar.CARE
    fact: Fact = Fact.SERVICE_NEEDS
    content: Paragraph = Field(default="", description="What is to be done, for the volunteer's slip and the ledger.")
    displace: bool | None = None
    by: Line = ""

    @field_validator("windows")
    @classmethod
    def _in_order(cls, windows: list[Window]) -> list[Window]:
        return sorted(windows, key=lambda window: (window.start, window.end))

    @property
    def may_displace(self) -> bool:
        """Visits of lower priority may be given up."""
        return self.priority is Priority.EMERGENCY if self.displace is None else self.displace


@dataclass(frozen=True)
class OneOff:
    """A need that is there in one week only: the contract's document now, rows once it is applied."""

    id: str
    fields: NeedFields
    week: NeedWeekFields
    document: domain.Need

    @property
    def rows(self) -> tuple[Need, NeedWeek]:
        """To be kept in this order."""
        return Need(id=self.id, **dict(self.fields)), NeedWeek(**dict(self.week))


def windows_from(wanted: MatchFields, settings: Settings) -> list[Window]:
    """As asked, or what is left of today."""
    now = local_now(settings)
    end_of_day = midnight(now.date()) + timedelta(days=1)
    return wanted.windows or [Window(start=now, end=end_of_day)]


def roster_of(
    session: Session, wanted: MatchFields, windows: Iterable[Window], cadre_station: str, theirs: frozenset[str] | None
) -> Roster:
    """The roster in which to look, one that holds a station of `theirs` (None: of all); raises NotFound."""
    if wanted.roster_id is not None:
        roster = find(session, wanted.roster_id)
        if theirs is not None and theirs.isdisjoint(scope_of(session, roster).station_ids):
            raise no_such("排班表", "roster")
        return roster
    station_id = wanted.station_id or cadre_station
    if theirs is not None and station_id not in theirs:
        raise no_such("服务站", "station")
    station = session.get(Station, station_id)
    if station is None:
        raise no_such("服务站", "station")
    regions = [region.id for region in regions_above(session, station.region_id)]
    monday = monday_of(min(window.start for window in windows))
    covering = or_(Roster.station_id == station.id, col(Roster.region_id).in_(regions))
    found = session.exec(select(Roster).where(Roster.week == monday, covering)).first()
    if found is None:
        raise NotFound(
            "NO_ROSTER",
            zh=f"{monday}这一周还没有包含该服务站的排班表，请先建立。",
            en=f"No roster of the week from {monday} covers this station yet; make one first.",
        )
    return found


def one_off(
    need_id: str,
    wanted: MatchFields,
    problem: Problem,
    hardships: Mapping[str, Sequence[Hardship]],
    pairs: Pairs,
) -> OneOff:
    """The need of this call in the week of a problem; raises Unacceptable where the cadre is not there."""
    _check_cadre(wanted, problem)
    dates = [window.start.date() for window in wanted.windows]
    fields = NeedFields.model_construct(
        cadre_id=wanted.cadre_id,
        service=wanted.service,
        pillar=wanted.pillar,
        fact=wanted.fact,
        content=wanted.content,
        minutes=wanted.minutes,
        crew=wanted.crew,
        priority=wanted.priority,
        latitude=wanted.latitude,
        longitude=wanted.longitude,
        qualifications=wanted.qualifications,
        gender=wanted.gender,
        languages=wanted.languages,
        preferred_volunteers=wanted.preferred_volunteers,
        excluded_volunteers=wanted.excluded_volunteers,
        from_day=min(dates),
        until_day=max(dates),
    )
    monday = problem.week.start
    week = NeedWeekFields.model_construct(need_id=need_id, week=monday, windows=wanted.windows)
    document = need_document(
        need_id, fields, 1, week, None, hardships, problem.volunteer_by_id, Week(start=monday), {}, pairs
    )
    return OneOff(need_id, fields, week, document)


def monday_of(moment: datetime) -> date:
    """The Monday on which the week of a moment starts."""
    return moment.date() - timedelta(days=moment.weekday())


def check_sensible(wanted: MatchFields, problem: Problem) -> None:
    """Raises Unacceptable where a call names volunteers who are not there, or half a place."""
    for field in ("preferred_volunteers", "excluded_volunteers"):
        if not problem.volunteer_by_id.keys() >= set(getattr(wanted, field)):
            raise Unacceptable(
                "NO_SUCH_VOLUNTEER",
                zh="其中有志愿者不属于这张排班表的服务站。",
                en="One of the volunteers named belongs to no station of this roster.",
                field=field,
            )
    if (wanted.latitude is None) != (wanted.longitude is None):
        raise Unacceptable(
            "HALF_A_PLACE",
            zh="经纬度须同时填写或同时留空。",
            en="Expected both latitude and longitude, or none of them.",
            field="latitude",
        )


def station_of(session: Session, cadre_id: str) -> str:
    """The cadre's; raises Unacceptable where there is none of this id."""
    cadre = session.get(Cadre, cadre_id)
    if cadre is None:
        raise Unacceptable("NO_SUCH_CADRE", zh="没有这位老干部。", en="There is no such cadre.", field="cadre_id")
    return cadre.station_id


def _check_cadre(wanted: MatchFields, problem: Problem) -> None:
    if wanted.cadre_id not in problem.cadre_by_id:
        raise Unacceptable(
            "CADRE_ELSEWHERE",
            zh="该老干部不属于这张排班表的服务站，或已不接受服务。",
            en="The cadre belongs to no station of this roster, or receives no services any more.",
            field="cadre_id",
        )

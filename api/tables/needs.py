"""What is needed: services that come back every week, what differs in one week, and the groups that share a visit."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, UniqueConstraint

from api.storage.columns import Choice, Part
from api.tables.cadres import Fact
from api.tables.names import Named
from api.tables.people import Gender
from api.tables.places import Latitude, Longitude
from api.tables.row import Fields, Kept, Key, Line, Paragraph, Row
from api.tables.weekly import WeeklyWindow
from matcher.domain import Priority, Window
from matcher.domain.document import Word


class Pillar(StrEnum):
    """The four things near home (四就近): 学习, 活动, 照顾, 发挥作用."""

    STUDY = "study"
    ACTIVITY = "activity"
    CARE = "care"
    CONTRIBUTION = "contribution"


class Party(StrEnum):
    """Who sees to a need (四位一体): volunteers by roster; the others are reminded, not rostered."""

    VOLUNTEER = "volunteer"
    UNIT = "unit"
    STATION = "station"
    FAMILY = "family"


class GroupKind(StrEnum):
    """Families that study together (家庭学习小组), a building's party branch (楼栋党组织), or an association (协会、艺术团)."""

    FAMILY_STUDY = "family_study"
    BUILDING = "building"
    ASSOCIATION = "association"
    ACTIVITY = "activity"


class GroupFields(Fields):
    """Cadres who study or do something together: one visit serves all of them."""

    station_id: Key = Field(foreign_key="station.id", index=True)
    name: Line = Field(min_length=1)
    kind: GroupKind = Field(sa_type=Choice(GroupKind), nullable=False)
    members: list[Key] = Field(default=[], sa_type=Part(list[str]), nullable=False, max_length=500)
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    note: Paragraph = ""


class Group(GroupFields, Named, Row, table=True):
    """A group as kept (`group` is a word of SQL)."""

    __tablename__ = "circle"


class GroupPublic(GroupFields, Kept):
    """A group as shown."""


class NeedFields(Fields):
    """A need of a cadre (or of their group) that comes back every week from `from_day` to `until_day`.

    `windows` say when on which weekdays; `visits` how often a week. `fact` is the part of the dossier that caused it.
    """

    cadre_id: Key = Field(foreign_key="cadre.id", index=True)
    group_id: Key | None = Field(default=None, foreign_key="circle.id", index=True)
    code: Line | None = Field(default=None, description="The number it bears outside this system; unique.")
    service: Word = Field(max_length=60)
    pillar: Pillar = Field(default=Pillar.CARE, sa_type=Choice(Pillar), nullable=False)
    fact: Fact = Field(default=Fact.SERVICE_NEEDS, sa_type=Choice(Fact), nullable=False)
    content: Paragraph = Field(default="", description="What is to be done, for the volunteer's slip and the ledger.")
    minutes: int = Field(ge=1, le=1440)
    visits: int = Field(default=1, ge=1, le=7)
    min_gap_days: int = Field(default=1, ge=1, le=7)
    crew: int = Field(default=1, ge=1, le=20)
    priority: Priority = Field(default=Priority.NORMAL, sa_type=Choice(Priority), nullable=False)
    windows: list[WeeklyWindow] = Field(default=[], sa_type=Part(list[WeeklyWindow]), nullable=False, max_length=100)
    preferred: list[WeeklyWindow] = Field(default=[], sa_type=Part(list[WeeklyWindow]), nullable=False, max_length=100)
    latitude: Latitude | None = Field(default=None, description="Where, if not at the cadre's home.")
    longitude: Longitude | None = None
    qualifications: list[Word] = Field(default=[], sa_type=Part(list[Word]), nullable=False, max_length=20)
    gender: Gender | None = Field(default=None, sa_type=Choice(Gender))
    languages: list[Line] = Field(default=[], sa_type=Part(list[Line]), nullable=False, max_length=20)
    excluded_volunteers: list[Key] = Field(default=[], sa_type=Part(list[str]), nullable=False, max_length=200)
    preferred_volunteers: list[Key] = Field(default=[], sa_type=Part(list[str]), nullable=False, max_length=200)
    party: Party = Field(default=Party.VOLUNTEER, sa_type=Choice(Party), nullable=False)
    from_day: date | None = None
    until_day: date | None = Field(default=None, description="The last date, included.")
    active: bool = True


class Need(NeedFields, Row, table=True):
    """A need as kept."""

    __table_args__ = (UniqueConstraint("code"),)


class NeedPublic(NeedFields, Kept):
    """A need as shown."""


class NeedWeekFields(Fields):
    """What differs in one week: another number of visits (0 skips it), or other times."""

    need_id: Key = Field(foreign_key="need.id", index=True)
    week: date = Field(description="The Monday on which the week starts.")
    visits: int | None = Field(default=None, ge=0, le=7)
    windows: list[Window] | None = Field(default=None, sa_type=Part(list[Window]), max_length=100)
    reason: Line = ""


class NeedWeek(NeedWeekFields, Row, table=True):
    """A week's difference as kept; one a week."""

    __tablename__ = "need_week"
    __table_args__ = (UniqueConstraint("need_id", "week"),)


class NeedWeekPublic(NeedWeekFields, Kept):
    """A week's difference as shown."""

"""Whom all this is for: retired cadres with the dossier of eight facts (八个清), and what they agreed to."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, UniqueConstraint

from api.storage.columns import Choice, Part
from api.tables.names import Person
from api.tables.people import Gender
from api.tables.places import Latitude, Longitude
from api.tables.row import Fields, Kept, Key, Line, Paragraph, Row


class Category(StrEnum):
    """离休 (retired with honours) or 退休 (retired)."""

    LIXIU = "lixiu"
    TUIXIU = "tuixiu"


class Hardship(StrEnum):
    """What makes a cadre's needs come first (特殊困难老干部优先)."""

    EMPTY_NEST = "empty_nest"
    DISABLED = "disabled"
    WIDOWED = "widowed"
    LOW_INCOME = "low_income"
    RECENT_DISCHARGE = "recent_discharge"


class Mobility(StrEnum):
    """How far a cadre gets on their own."""

    FULL = "full"
    LIMITED = "limited"
    HOUSEBOUND = "housebound"


class Fact(StrEnum):
    """The eight facts of a dossier (八个清), in the order of the document."""

    AGE = "age"
    ADDRESS = "address"
    FAMILY = "family"
    HEALTH = "health"
    FORMER_UNIT = "former_unit"
    PARTY_BRANCH = "party_branch"
    STRENGTHS = "strengths"
    SERVICE_NEEDS = "service_needs"


class CadreFields(Fields):
    """A retired cadre's dossier; an empty fact is one that is not yet known (未清)."""

    station_id: Key = Field(foreign_key="station.id", index=True)
    name: Line = Field(min_length=1)
    code: Line | None = Field(default=None, description="The number they bear outside this system; unique.")
    gender: Gender | None = Field(default=None, sa_type=Choice(Gender))
    phone: Line = ""
    category: Category = Field(default=Category.TUIXIU, sa_type=Choice(Category), nullable=False)
    latitude: Latitude
    longitude: Longitude
    born_on: date | None = Field(default=None, description="年龄: the first of the eight facts follows from it.")
    address: Line = Field(default="", description="住址")
    family: Paragraph = Field(default="", description="家庭情况")
    health: Paragraph = Field(default="", description="身体状况")
    former_unit: Line = Field(default="", description="原工作单位")
    party_branch: Line = Field(default="", description="党组织情况")
    strengths: Paragraph = Field(default="", description="优势特长")
    service_needs: Paragraph = Field(default="", description="服务需求")
    verified_on: date | None = Field(default=None, description="When somebody last looked whether all this is true.")
    hardships: list[Hardship] = Field(default=[], sa_type=Part(list[Hardship]), nullable=False, max_length=10)
    mobility: Mobility = Field(default=Mobility.FULL, sa_type=Choice(Mobility), nullable=False)
    family_contact: Line = ""
    family_phone: Line = ""
    unit_contact: Line = Field(default="", description="Who answers at the former unit; 离休 keep its services.")
    grid: Line = Field(default="", description="网格")
    active: bool = True


class Cadre(CadreFields, Person, Row, table=True):
    """A cadre as kept."""

    __table_args__ = (UniqueConstraint("code"),)


class CadrePublic(CadreFields, Kept):
    """A cadre as shown, with how many of the eight facts are known and which are not."""

    completeness: int = Field(ge=0, le=8)
    missing_facts: list[Fact]


class Purpose(StrEnum):
    """What personal data may be used for."""

    SERVICE = "service"
    HEALTH = "health"
    PUBLICITY = "publicity"
    FAMILY_NOTICE = "family_notice"


class ConsentFields(Fields):
    """What a cadre agreed to, for one purpose; `withdrawn_on` ends it."""

    cadre_id: Key = Field(foreign_key="cadre.id", index=True)
    purpose: Purpose = Field(sa_type=Choice(Purpose), nullable=False)
    given_on: date
    withdrawn_on: date | None = None
    note: Line = ""


class Consent(ConsentFields, Row, table=True):
    """A consent as kept; one a purpose."""

    __table_args__ = (UniqueConstraint("cadre_id", "purpose"),)


class ConsentPublic(ConsentFields, Kept):
    """A consent as shown."""

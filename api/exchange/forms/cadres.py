"""老干部: the dossiers with the eight facts (八个清), whose columns bear exactly the names of the document."""

from api.exchange.forms.form import CODE, Column, Form, Subject
from api.exchange.kinds.choice import YES_NO, Choice, Choices
from api.exchange.kinds.day import BirthDay, Day
from api.exchange.kinds.kind import Kind
from api.exchange.kinds.point import Place
from api.exchange.kinds.reference import Reference
from api.exchange.kinds.text import Code, Words
from api.exchange.labels import CATEGORIES, FACTS, GENDERS, HARDSHIPS, MOBILITIES
from api.registry import cadres as registry
from api.tables.cadres import Fact
from matcher.domain import Text

NOTE = Words(4000, lines=True)


def _fact(fact: Fact, kind: Kind, example: str, field: str = "", note: Text | None = None) -> Column:
    return Column(fact.value, FACTS[fact], kind, example, note, fields=(field,) if field else ())


CADRES = Form(
    Subject.CADRES,
    Text("Cadres", "老干部"),
    registry.CADRES,
    (
        Column(CODE, Text("Code", "编号"), Code(), "C001", required=True),
        Column("name", Text("Name", "姓名"), Words(), "李大爷", required=True),
        Column(
            "station",
            Text("Station", "所属服务站"),
            Reference("stations", Text("station", "服务站")),
            "柳星社区服务站",
            required=True,
            fields=("station_id",),
        ),
        Column("gender", Text("Gender", "性别"), Choice(GENDERS), "男 male"),
        Column("category", Text("Category", "离休或退休"), Choice(CATEGORIES), "退休 tuixiu"),
        Column("phone", Text("Telephone", "电话"), Words(), "0772-7654321"),
        Column(
            "location",
            Text("Longitude,latitude", "经纬度"),
            Place(),
            "109.4020,24.3540",
            Text("Of the home.", "住所的坐标。"),
            required=True,
            fields=("latitude", "longitude"),
        ),
        _fact(
            Fact.AGE,
            BirthDay(),
            "1941-05-12",
            "born_on",
            Text("The date of birth; the age follows from it every year.", "请填出生日期，年龄由此逐年算出。"),
        ),
        _fact(Fact.ADDRESS, Words(), "跃进路2号3栋2单元401"),
        _fact(Fact.FAMILY, NOTE, "与老伴同住，女儿在南宁"),
        _fact(Fact.HEALTH, NOTE, "高血压，行走需拐杖"),
        _fact(Fact.FORMER_UNIT, Words(), "柳州钢铁厂"),
        _fact(Fact.PARTY_BRANCH, Words(), "柳星社区第二党支部"),
        _fact(Fact.STRENGTHS, NOTE, "书法"),
        _fact(Fact.SERVICE_NEEDS, NOTE, "每周打扫两次"),
        Column("verified_on", Text("Last verified", "最近核实日期"), Day(), "2026-10-01"),
        Column("hardships", Text("Hardships", "特殊困难"), Choices(HARDSHIPS, most=10), "空巢"),
        Column("mobility", Text("Mobility", "行动能力"), Choice(MOBILITIES), "行动不便 limited"),
        Column("family_contact", Text("Family contact", "家属联系人"), Words(), "李女士"),
        Column("family_phone", Text("Family telephone", "家属电话"), Words(), "13900000000"),
        Column("unit_contact", Text("Contact at former unit", "原单位联系人"), Words(), "王科长"),
        Column("grid", Text("Grid", "网格"), Words(), "柳星3网格"),
        Column("active", Text("Active", "在册"), YES_NO, "是 yes"),
    ),
    distinct=(("name", "phone"),),
)

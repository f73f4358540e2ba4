"""需求: what cadres need every week."""

from api.exchange.forms.form import CODE, Column, Form, Subject
from api.exchange.forms.people import ASKED, SPOKEN
from api.exchange.forms.services import SERVICE
from api.exchange.kinds.choice import YES_NO, Choice
from api.exchange.kinds.day import Day
from api.exchange.kinds.number import Whole
from api.exchange.kinds.point import Place
from api.exchange.kinds.reference import Reference, References
from api.exchange.kinds.text import Code, Words
from api.exchange.kinds.weekly import Weekly
from api.exchange.labels import FACTS, GENDERS, PARTIES, PILLARS
from api.registry import needs as registry
from matcher.board.words import PRIORITIES
from matcher.domain import Text

VOLUNTEER = Text("volunteer", "志愿者")


NEEDS = Form(
    Subject.NEEDS,
    Text("Needs", "服务需求"),
    registry.NEEDS,
    (
        Column(CODE, Text("Code", "编号"), Code(), "N001", required=True),
        Column(
            "cadre",
            Text("Cadre", "老干部"),
            Reference("cadres", Text("cadre", "老干部")),
            "C001",
            required=True,
            fields=("cadre_id",),
        ),
        Column("service", Text("Service", "服务"), SERVICE, "家政 household", required=True),
        Column("content", Text("What is to be done", "服务内容"), Words(4000, lines=True), "打扫厨房和卫生间"),
        Column("minutes", Text("Minutes", "每次分钟"), Whole(1, 1440), "60", required=True),
        Column("visits", Text("Visits a week", "每周次数"), Whole(1, 7), "2"),
        Column("min_gap_days", Text("Days apart", "至少间隔天数"), Whole(1, 7), "2"),
        Column("crew", Text("Volunteers at a time", "每次人数"), Whole(1, 20), "1"),
        Column("priority", Text("Priority", "优先级"), Choice(PRIORITIES), "普通 normal"),
        Column("windows", Text("Possible times", "可服务时间"), Weekly(), "周一至周五 08:00-11:30"),
        Column("preferred", Text("Preferred times", "希望时间"), Weekly(), "周一 08:00-10:00"),
        Column(
            "location",
            Text("Longitude,latitude", "经纬度"),
            Place(),
            "",
            Text("Only where it is not at the cadre's home.", "不在老干部住所时填写。"),
            fields=("latitude", "longitude"),
        ),
        Column("qualifications", Text("Certificates asked for", "所需证书"), ASKED, ""),
        Column("gender", Text("Gender asked for", "性别要求"), Choice(GENDERS), ""),
        Column("languages", Text("Languages asked for", "语言要求"), SPOKEN, ""),
        Column(
            "preferred_volunteers",
            Text("Preferred volunteers", "希望的志愿者"),
            References("volunteers", VOLUNTEER),
            "",
        ),
        Column(
            "excluded_volunteers", Text("Excluded volunteers", "回避的志愿者"), References("volunteers", VOLUNTEER), ""
        ),
        Column("party", Text("Responsible", "责任方"), Choice(PARTIES), "志愿者 volunteer"),
        Column("pillar", Text("Pillar", "四就近类别"), Choice(PILLARS), "照顾 care"),
        Column("fact", Text("Fact of the dossier", "档案依据"), Choice(FACTS), "服务需求 service needs"),
        Column("from_day", Text("From", "开始日期"), Day(), ""),
        Column("until_day", Text("Until", "截止日期"), Day(), ""),
        Column("active", Text("Active", "有效"), YES_NO, "是 yes"),
    ),
)

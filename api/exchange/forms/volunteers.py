"""志愿者: who serves, with which teams, certificates, times and limits."""

from api.exchange.forms.form import CODE, Column, Form, Subject
from api.exchange.forms.people import HELD, SPOKEN
from api.exchange.forms.services import SERVICES_OFFERED
from api.exchange.kinds.choice import OWN_WORD, YES_NO, Choice
from api.exchange.kinds.kind import Kind
from api.exchange.kinds.number import Whole
from api.exchange.kinds.point import Place
from api.exchange.kinds.reference import Reference
from api.exchange.kinds.text import Code, Words
from api.exchange.kinds.weekly import Weekly
from api.exchange.labels import GENDERS, MODES
from api.registry import volunteers as registry
from matcher.domain import Text

LIMIT: Kind = Whole(0, 1_000_000)
BY_POLICY = Text("Empty: what the policy says.", "不填则按策略规定。")

VOLUNTEERS = Form(
    Subject.VOLUNTEERS,
    Text("Volunteers", "志愿者"),
    registry.VOLUNTEERS,
    (
        Column(CODE, Text("Code", "编号"), Code(), "V001", required=True),
        Column("name", Text("Name", "姓名"), Words(), "张同学", required=True),
        Column(
            "station",
            Text("Station", "所属服务站"),
            Reference("stations", Text("station", "服务站")),
            "柳星社区服务站",
            required=True,
            fields=("station_id",),
        ),
        Column(
            "organisation",
            Text("Organisation", "所在单位"),
            Reference("organisations", Text("organisation", "志愿单位")),
            "柳州第一中学",
            fields=("organisation_id",),
        ),
        Column("gender", Text("Gender", "性别"), Choice(GENDERS), "女 female"),
        Column("phone", Text("Telephone", "电话"), Words(), "13700000000"),
        Column("address", Text("Address", "地址"), Words(), "跃进路5号"),
        Column(
            "location",
            Text("Longitude,latitude", "经纬度"),
            Place(),
            "109.4010,24.3520",
            Text("Of the place from which they set out.", "出发地点的坐标。"),
            required=True,
            fields=("latitude", "longitude"),
        ),
        Column("mode", Text("Travels", "出行方式"), Choice(MODES, OWN_WORD), "步行 on foot"),
        Column("services", Text("Teams", "志愿队（服务）"), SERVICES_OFFERED, "家政、精神慰藉"),
        Column("qualifications", Text("Certificates", "证书及有效期"), HELD, "护士（至2027-03-31）"),
        Column("languages", Text("Languages", "语言"), SPOKEN, "普通话、壮语"),
        Column(
            "availability",
            Text("Weekly availability", "每周可服务时间"),
            Weekly(),
            "周一 08:00-11:30；周三 14:00-17:00",
        ),
        Column("max_visits_per_day", Text("Most visits a day", "每日最多次数"), LIMIT, "4", BY_POLICY),
        Column("max_minutes_per_day", Text("Most minutes a day", "每日最多分钟"), LIMIT, "240", BY_POLICY),
        Column("max_minutes_per_week", Text("Most minutes a week", "每周最多分钟"), LIMIT, "360", BY_POLICY),
        Column(
            "cadre",
            Text("Is the cadre", "本人是老干部"),
            Reference("cadres", Text("cadre", "老干部")),
            "",
            Text("Only where the volunteer is a retired cadre: their code.", "志愿者本人是老干部时，填其老干部编号。"),
            fields=("cadre_id",),
        ),
        Column("active", Text("Active", "在册"), YES_NO, "是 yes"),
        Column("note", Text("Note", "备注"), Words(4000, lines=True), ""),
    ),
    distinct=(("cadre",), ("name", "phone")),
)

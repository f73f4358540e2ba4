"""服务站: the stations of the city."""

from api.exchange.forms.form import CODE, Column, Form, Subject
from api.exchange.kinds.choice import Choice, Choices
from api.exchange.kinds.number import Whole
from api.exchange.kinds.point import Place
from api.exchange.kinds.reference import Reference
from api.exchange.kinds.text import Code, Words
from api.exchange.kinds.weekly import Weekly
from api.exchange.labels import REGIMES, STATION_STATES
from api.registry import stations as registry
from matcher.domain import Text

STATIONS = Form(
    Subject.STATIONS,
    Text("Stations", "服务站"),
    registry.STATIONS,
    (
        Column(CODE, Text("Code", "编号"), Code(), "S01", required=True),
        Column("name", Text("Name", "名称"), Words(), "柳星社区服务站", required=True),
        Column(
            "region",
            Text("Region", "所属区域"),
            Reference("regions", Text("region", "区域")),
            "柳北区",
            Text("A district, street or community that is already there.", "系统中已有的城区、街道或社区。"),
            required=True,
            fields=("region_id",),
        ),
        Column("state", Text("State", "状态"), Choice(STATION_STATES), "示范点 pilot"),
        Column("address", Text("Address", "地址"), Words(), "跃进路1号"),
        Column(
            "location",
            Text("Longitude,latitude", "经纬度"),
            Place(),
            "109.4004,24.3531",
            required=True,
            fields=("latitude", "longitude"),
        ),
        Column("opening_hours", Text("Opening hours", "开放时间"), Weekly(50), "周一至周五 08:00-12:00、14:30-17:30"),
        Column("capacity", Text("Capacity", "可容纳人数"), Whole(0, 100_000), "40"),
        Column("premises", Text("Premises", "场地"), Words(4000, lines=True), "活动室两间，可学习、下棋"),
        Column("phone", Text("Telephone", "电话"), Words(), "0772-1234567"),
        Column("leader", Text("Leader", "负责人"), Words(), "韦主任"),
        Column("regimes", Text("Written rules", "已有制度"), Choices(REGIMES, most=10), "工作职责、走访看望"),
    ),
)

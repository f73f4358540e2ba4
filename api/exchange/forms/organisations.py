"""单位: where volunteers come from, and who takes over what they cannot do."""

from api.exchange.forms.form import CODE, Column, Form, Subject
from api.exchange.forms.services import SERVICES_OFFERED
from api.exchange.kinds.choice import Choice
from api.exchange.kinds.text import Code, Words
from api.exchange.labels import ORGANISATION_KINDS
from api.registry import organisations as registry
from matcher.domain import Text

ORGANISATIONS = Form(
    Subject.ORGANISATIONS,
    Text("Organisations", "志愿单位"),
    registry.ORGANISATIONS,
    (
        Column(CODE, Text("Code", "编号"), Code(), "O01", required=True),
        Column("name", Text("Name", "名称"), Words(), "柳州第一中学", required=True),
        Column("kind", Text("Kind", "类别"), Choice(ORGANISATION_KINDS), "学校 school"),
        Column("contact", Text("Contact", "联系人"), Words(), "覃老师"),
        Column("phone", Text("Telephone", "电话"), Words(), "13800000000"),
        Column("services", Text("Services", "可提供的服务"), SERVICES_OFFERED, "家政、精神慰藉"),
    ),
)

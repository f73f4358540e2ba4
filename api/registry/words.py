"""What each kind of thing is called where people read of it."""

from sqlmodel import SQLModel

from api.tables.places import RegionKind
from matcher.domain import Text

WORDS = {
    "region": Text(en="region", zh="区域"),
    "station": Text(en="station", zh="服务站"),
    "organisation": Text(en="organisation", zh="组织"),
    "volunteer": Text(en="volunteer", zh="志愿者"),
    "availability_exception": Text(en="availability exception", zh="请假或改期"),
    "cadre": Text(en="cadre", zh="老干部"),
    "consent": Text(en="consent", zh="知情同意"),
    "circle": Text(en="group", zh="小组"),
    "need": Text(en="need", zh="服务需求"),
    "need_week": Text(en="week's difference", zh="单周调整"),
    "calendar_day": Text(en="calendar day", zh="特殊日期"),
    "policy_version": Text(en="policy version", zh="规则版本"),
    "roster": Text(en="roster", zh="排班表"),
    "visit": Text(en="visit", zh="上门服务"),
    "offer": Text(en="offer", zh="服务邀约"),
    "prior_visits": Text(en="record of earlier visits", zh="以往走访记录"),
    "ledger_entry": Text(en="ledger entry", zh="台账"),
    "feedback": Text(en="feedback", zh="反馈"),
    "match_request": Text(en="call for help", zh="临时求助"),
    "feed": Text(en="calendar feed", zh="日历订阅"),
    "consent_change": Text(en="change of a consent", zh="知情同意变更"),
    "roster_version": Text(en="roster version's note", zh="排班表版本备注"),
    "record_entry": Text(en="purpose in the record", zh="操作记录用途"),
    "answered_call": Text(en="answer kept to be told again", zh="暂存的应答"),
    "import": Text(en="import that waits", zh="待确认的导入"),
}

OTHER = Text(en="other record", zh="其他记录")


def word_of(table: type[SQLModel]) -> Text:
    """By its name in the database."""
    return WORDS.get(str(table.__tablename__), OTHER)


REGION_KINDS = {
    RegionKind.CITY: Text("city", "市"),
    RegionKind.DISTRICT: Text("district", "城区"),
    RegionKind.STREET: Text("street", "街道"),
    RegionKind.COMMUNITY: Text("community", "社区"),
}

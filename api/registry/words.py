"""What each kind of thing is called where people read of it."""

from sqlmodel import SQLModel

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
}

OTHER = Text(en="other record", zh="其他记录")


def word_of(table: type[SQLModel]) -> Text:
    """By its name in the database."""
    return WORDS.get(str(table.__tablename__), OTHER)

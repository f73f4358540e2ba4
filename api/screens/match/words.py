"""What calls for help are said in."""

from api.tables.requests import RefusalReason
from matcher.domain import Text

REFUSALS = {
    RefusalReason.DECLINED: Text("declined", "不能来"),
    RefusalReason.UNREACHABLE: Text("nobody answered", "无人接听"),
    RefusalReason.OTHER: Text("other reason", "其他原因"),
}
"""What came of asking somebody."""
